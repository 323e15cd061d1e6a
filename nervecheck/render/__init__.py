"""One small renderer for each format."""

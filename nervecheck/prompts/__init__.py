"""Questions to a person. Two faces (plain lines, arrow keys) ask; one driver leads both through the same transitions."""

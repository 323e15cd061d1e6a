"""Commands shown as one group: those of whoever asks, and behind them all others, built only where one of them is wanted.

Typer builds every registered command before it runs one, and twenty commands cost as much as reading the questions does.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import typer
from typer.core import TyperGroup

from nervecheck.base.problems import nearest


class WithLateCommands(TyperGroup):
    """The registered commands, and behind them those of authors and those for files of many people."""

    @cached_property
    def _late(self) -> Any:
        from nervecheck.cli.author_commands import author_commands
        from nervecheck.cli.exchange_commands import exchange_commands

        late = typer.Typer()
        late.registered_commands += [*author_commands.registered_commands, *exchange_commands.registered_commands]
        return typer.main.get_group(late)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, or None."""
        return super().get_command(ctx, cmd_name) or self._late.get_command(ctx, cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the arguments name, with what is left of them; a wrong name is told the nearest one."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            ctx.fail(f"There is no command '{args[0]}'. {nearest(args[0], self.list_commands(ctx))}")
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:
        """All names, in the order in which help shows them."""
        return [*super().list_commands(ctx), *self._late.list_commands(ctx)]

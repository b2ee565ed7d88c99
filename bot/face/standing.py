"""What stands at LINE now: rich menus, their aliases, and which one is the default."""

from dataclasses import dataclass

from bot.line_account import LineAccount

DEFAULT = "/v2/bot/user/all/richmenu"


@dataclass(frozen=True)
class Standing:
    """Names by rich menu id, rich menu ids by alias, and the default menu's id or ""."""

    names: dict[str, str]
    aliases: dict[str, str]
    default: str

    def named(self, name: str) -> list[str]:
        """The ids of the menus with this name."""
        return [menu_id for menu_id, known in self.names.items() if known == name]


def look(account: LineAccount) -> Standing:
    """Ask LINE. Errors: LineRefused."""
    menus = account.get("/v2/bot/richmenu/list", "list the rich menus").get("richmenus", [])
    aliases = account.get("/v2/bot/richmenu/alias/list", "list the aliases of rich menus").get("aliases", [])
    default = account.get(DEFAULT, "name the default rich menu").get("richMenuId", "")
    return Standing(
        names={str(m["richMenuId"]): str(m.get("name", "")) for m in menus},
        aliases={str(a["richMenuAliasId"]): str(a["richMenuId"]) for a in aliases},
        default=str(default),
    )

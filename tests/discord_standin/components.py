"""What people do with buttons, menus and modals: found, checked, and put as Discord sends it."""

from __future__ import annotations

from typing import Any

from tests.discord_standin.commands import Resolved
from tests.discord_standin.errors import Impossible
from tests.discord_standin.limits import walk
from tests.discord_standin.world import Channel, Json, Message, Role, User

BUTTON, STRING_SELECT, TEXT_INPUT, TEXT_DISPLAY = 2, 3, 4, 10
# Menus of things: which things each takes.
MENUS: dict[int, tuple[type, ...]] = {5: (User,), 6: (Role,), 7: (User, Role), 8: (Channel,)}
LINK = 5


def shown(components: list[Json], custom_id: str) -> Json:
    """The component with a custom_id that can be used, or Impossible."""
    for part in walk(components):
        if part.get("custom_id") == custom_id:
            if part.get("disabled"):
                raise Impossible(f"{custom_id!r} is disabled")
            return part
    ids = ", ".join(str(p["custom_id"]) for p in walk(components) if "custom_id" in p)
    raise Impossible(f"no component {custom_id!r} here; there are: {ids or 'none'}")


def pressed(message: Message, custom_id: str) -> Json:
    """The data of a press of a button."""
    button = shown(message.components, custom_id)
    if button["type"] != BUTTON or button.get("style") == LINK:
        raise Impossible(f"{custom_id!r} is no button to press")
    return {"custom_id": custom_id, "component_type": BUTTON, "id": button["id"]}


def picked(message: Message, custom_id: str, values: tuple[Any, ...], resolved: Resolved) -> Json:
    """The data of a choice from a menu: strings, or the things of the menu's kind."""
    menu = shown(message.components, custom_id)
    data: Json = {"custom_id": custom_id, "component_type": menu["type"], "id": menu["id"]}
    data["values"] = menu_values(menu, values, resolved)
    return {**data, "resolved": resolved.data} if resolved.data else data


def menu_values(menu: Json, values: tuple[Any, ...], resolved: Resolved) -> list[str]:
    """The values as sent; Impossible where the menu has not offered them, or not so many."""
    least, most = menu.get("min_values", 1), menu.get("max_values", 1)
    if not least <= len(values) <= most:
        raise Impossible(f"{menu['custom_id']!r} takes {least} to {most} values: {len(values)}")
    if menu["type"] == STRING_SELECT:
        offered = [option["value"] for option in menu["options"]]
        if strange := [value for value in values if value not in offered]:
            raise Impossible(f"{menu['custom_id']!r} offers {offered}: {strange}")
        return list(values)
    if not all(isinstance(value, MENUS[menu["type"]]) for value in values):
        raise Impossible(f"{menu['custom_id']!r} does not offer {values!r}")
    return [resolved.add(value) for value in values]


def filled(modal: Json, values: Json, resolved: Resolved) -> Json:
    """The data of a modal with its fields filled in, by custom_id; Impossible as a client would.

    A field that is left out keeps what the bot put into it.
    """
    fields = [part["custom_id"] for part in walk(modal["components"]) if "custom_id" in part]
    if strange := sorted(set(values) - set(fields)):
        raise Impossible(f"the modal has no {', '.join(strange)}; there are: {', '.join(fields)}")
    parts = [_answered(part, values, resolved) for part in modal["components"]]
    data: Json = {"custom_id": modal["custom_id"], "components": parts}
    return {**data, "resolved": resolved.data} if resolved.data else data


def _answered(part: Json, values: Json, resolved: Resolved) -> Json:
    base = {"type": part["type"], "id": part["id"]}
    if "components" in part:
        return {**base, "components": [_answered(p, values, resolved) for p in part["components"]]}
    if "component" in part:
        return {**base, "component": _answered(part["component"], values, resolved)}
    if part["type"] == TEXT_DISPLAY:
        return {**base, "content": part["content"]}
    return {**base, "custom_id": part["custom_id"], **_field(part, values, resolved)}


def _field(part: Json, values: Json, resolved: Resolved) -> Json:
    name = part["custom_id"]
    if part["type"] == TEXT_INPUT:
        text = values.get(name, part.get("value") or "")
        least, most = part.get("min_length") or 0, part.get("max_length") or 4000
        if not text and part.get("required", True):
            raise Impossible(f"{name!r} must be filled in")
        if text and not least <= len(text) <= most:
            raise Impossible(f"{name!r} takes {least} to {most} characters: {len(text)}")
        return {"value": text}
    if part["type"] in (STRING_SELECT, *MENUS):
        given = values.get(name, ())
        if not given and not part.get("required", True):
            return {"values": []}
        given = (given,) if isinstance(given, str) else tuple(given)
        return {"values": menu_values(part, given, resolved)}
    raise Impossible(f"the stand-in knows no modal field of type {part['type']}")

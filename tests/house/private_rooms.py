"""An import-linter contract for R4: a front room is imported only from inside its own app."""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

DEPTH_OF_A_ROOM = 3  # root.app.room: ambito.api is an app, ambito.identity.api a room


class PrivateRooms(Contract):
    """`rooms`: last names of the private modules, folders included; `public`: full names excepted."""

    rooms = fields.ListField(subfield=fields.StringField())
    public = fields.ListField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001 - signature of the base
        del verbose
        found = [
            (importer, imported, detail["line_number"])
            for room in sorted(self._rooms(graph))
            for importer in sorted(graph.find_modules_that_directly_import(room, as_package=True))
            if not importer.startswith(f"{room.rpartition('.')[0]}.")
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if imported == room or imported.startswith(f"{room}.")
            for detail in graph.get_import_details(importer=importer, imported=imported)
        ]
        return ContractCheck(kept=not found, metadata={"found": found})

    def _rooms(self, graph: ImportGraph) -> set[str]:
        names, public = set(self.rooms), set(self.public or ())  # type: ignore[call-overload]
        return {
            module
            for module in graph.modules
            if (parts := module.split("."))[-1] in names
            and len(parts) >= DEPTH_OF_A_ROOM
            and module not in public
        }

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported, line in check.metadata["found"]:
            output.print_error(f"- {importer} -> {imported} (l.{line})", bold=False)
        output.print("Call the operations or queries of that app instead.")

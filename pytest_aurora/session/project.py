"""A project: its folder, its settings and the modules that its specs speak of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pytest_aurora.errors import AuroraError
from pytest_aurora.session.modules import Modules
from pytest_aurora.session.proposals import Proposer
from pytest_aurora.session.target import Target, locate
from pytest_aurora.settings import Settings
from pytest_aurora.spec.model import Spec
from pytest_aurora.spec.reader import read_spec


@dataclass(frozen=True, slots=True)
class Project:
    """What all specs of a run share.

    Attributes:
        rootdir: the project's folder.
        import_path: folders from which it imports, besides rootdir and `src/`.
        state_dir: makes the folder that state is kept in; None when none is kept.
        state_path: the same folder, which need not be there.
        environ: environment variables.
        components: functions that bodies of all specs may call.
        proposers: where bodies come from that the search has not found.
    """

    rootdir: Path
    settings: Settings
    import_path: tuple[Path, ...] = ()
    state_dir: Callable[[], Path | None] = lambda: None
    state_path: Path | None = None
    environ: Mapping[str, str] = field(default_factory=dict)
    components: Callable[[], tuple[Callable[..., object], ...]] = tuple
    proposers: Callable[[], tuple[Proposer, ...]] = tuple
    modules: Modules = field(default_factory=Modules)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders from which its modules are imported."""
        return (self.rootdir, *self.import_path, self.rootdir / "src")

    def shown(self, path: Path) -> Path:
        """A path as messages show it: relative to rootdir where it is inside."""
        return path.relative_to(self.rootdir) if path.is_relative_to(self.rootdir) else path

    def read(self, path: Path) -> Spec:
        """The spec in a file.

        Raises:
            SpecError: it cannot be read.
        """
        return read_spec(path, shown=self.shown(path))

    def target(self, spec: Spec) -> Target:
        """Where the spec's functions live.

        Raises:
            SpecError: `module:` cannot be used.
            UsageError: the setting `target` cannot be used.
        """
        return locate(spec, self.rootdir, self.settings.target, self.folders)

    def namespace(self, spec: Spec) -> Mapping[str, object]:
        """The names of the spec's module; none when there is no such file yet.

        Raises:
            AuroraError: the module cannot be found or imported.
        """
        return self.modules.namespace(self.target(spec))

    def is_unwritten(self, spec: Spec, name: str) -> bool:
        """Whether a function is missing or a stub; False when its file cannot be read as Python."""
        from pytest_aurora.rewrite.find import is_written

        try:
            return not is_written(self.target(spec).path.read_bytes(), name)
        except FileNotFoundError:
            return True
        except (AuroraError, OSError):
            return False

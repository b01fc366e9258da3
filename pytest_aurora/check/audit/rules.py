"""The audit itself: one walk over the tree, each node asked of the allow-lists."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

from pytest_aurora.check.audit.annotations import unquote_annotations
from pytest_aurora.check.audit.inert import inert_nodes
from pytest_aurora.check.audit.loops import check_loops
from pytest_aurora.check.audit.names import Names
from pytest_aurora.check.audit.scopes import (
    LOCAL,
    Comprehension,
    Function,
    Imported,
    Module,
    Scope,
    collect,
    comprehension_scope,
    function_scope,
    parameters,
)
from pytest_aurora.check.audit.shape import Kind, check_compiles, check_shape, kind_of
from pytest_aurora.check.audit.templates import check_format_call, check_format_spec
from pytest_aurora.check.audit.text import check_text
from pytest_aurora.check.audit.violation import Violation
from pytest_aurora.check.audit.vocabulary import (
    BUILTINS,
    DECORATORS,
    EFFECT_ATTRIBUTES,
    IMPORTS,
    REFUSED_ATTRIBUTES,
    UNDERSCORED_ATTRIBUTES,
)


def audit_code(code: str, *, names: frozenset[str] | None = None, function: str | None = None) -> list[Violation]:
    """What in `code` the audit does not accept; an empty list means that it may be compiled.

    Args:
        code: a function body (`return` at the top level), an expression, or a module that holds functions and imports.
        names: values that the code may use freely: parameters, helpers, classes of the target module; `pkg.mod.name`
            allows `from pkg.mod import name`. With None, a name that nothing binds and that means nothing dangerous
            is taken to be a parameter; with a set, an unknown name is a violation.
        function: the function that a module text must define.
    """
    found = check_text(code)
    if found:
        return found
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = unquote_annotations(ast.parse(code))
    except SyntaxError as error:
        message = f"not Python: {error.msg}"
        return [Violation(error.lineno or 1, error.offset or 1, "syntax", message, "a body, an expression or a module")]
    except (ValueError, RecursionError, MemoryError) as error:
        return [Violation(1, 1, "syntax", f"the parser gives up: {error}", "simpler code")]
    found = check_shape(tree, function)
    found = found or sorted(set(_walk(tree, Names(names, inert_nodes(tree, names or frozenset())))))
    return found or list(check_compiles(code, tree))


def _walk(tree: ast.Module, names: Names) -> Iterator[Violation]:
    kind = kind_of(tree)
    scope = Scope(falls_through=kind is not Kind.BODY)
    collect(tree.body, scope)
    auditor = _Auditor(names, scope)
    auditor.report_scope(scope)
    for statement in tree.body:
        auditor.visit(statement)
    yield from auditor.found
    yield from check_loops(tree)


class _Auditor(ast.NodeVisitor):
    def __init__(self, names: Names, scope: Scope) -> None:
        self.names = names
        self.scope = scope
        self.found: list[Violation] = []

    def report(self, node: ast.AST, rule: str, message: str, hint: str) -> None:
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1
        self.found.append(Violation(line, column, rule, message, hint))

    def report_scope(self, scope: Scope) -> None:
        for name, node in scope.clashes:
            self.report(node, "import", f"{name!r} is bound twice, once by an import", "two different names")
        if scope.falls_through:
            for name, place in scope.places.items():
                if self.names.is_refused(name):
                    self.report(place, "name", f"{name!r} hides a built-in name", "another name")

    # --- scopes ---------------------------------------------------------------------------------------------------

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for decorator in node.decorator_list:
            self._decorator(decorator)
        if node.returns is not None:
            self.visit(node.returns)
        self._function(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._function(node)

    def _function(self, node: Function) -> None:
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default is not None:
                self.visit(default)
        for parameter in parameters(node.args):
            if parameter.annotation is not None:
                self.visit(parameter.annotation)
        outer, self.scope = self.scope, function_scope(node, self.scope)
        self.report_scope(self.scope)
        for child in node.body if isinstance(node.body, list) else [node.body]:
            self.visit(child)
        self.scope = outer

    def _comprehension(self, node: Comprehension) -> None:
        self.visit(node.generators[0].iter)
        outer, self.scope = self.scope, comprehension_scope(node, self.scope)
        for index, generator in enumerate(node.generators):
            for part in (generator.target, *generator.ifs, *([generator.iter] if index else [])):
                self.visit(part)
        for part in [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]:
            self.visit(part)
        self.scope = outer

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension  # noqa: N815

    def _decorator(self, node: ast.expr) -> None:
        target = node.func if isinstance(node, ast.Call) else node
        binding = self.scope.resolve(target.id) if isinstance(target, ast.Name) else None
        known = (binding.module, binding.name) if isinstance(binding, Imported) else self._path(target)
        if known not in DECORATORS and binding != LOCAL:
            self.report(node, "decorator", "a decorator from elsewhere", "functools.cache, or a function of the body")
        self.visit(node)

    # --- names and modules ----------------------------------------------------------------------------------------

    def visit_Name(self, node: ast.Name) -> None:
        binding = self.scope.resolve(node.id)
        if isinstance(binding, Module):
            self.report(node, "module", f"the module {binding.path!r} as a value", f"{node.id}.name")
        elif binding is None:
            self.found.extend(self.names.check(node))

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        for name in node.names:
            if isinstance(self.scope.resolve(name), Module | Imported):
                self.report(node, "import", f"{name!r} is bound twice, once by an import", "two different names")

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            if alias.name not in IMPORTS and not self.names.holds_module(alias.name):
                self.report(node, "import", f"module {alias.name!r}", "a pure module of the standard library")

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            if not self._may_import(module, alias.name):
                self.report(node, "import", f"{alias.name!r} of {module!r}", "a pure name of the standard library")

    def _may_import(self, module: str, name: str) -> bool:
        return name in IMPORTS.get(module, ()) or f"{module}.{name}" in IMPORTS or self.names.holds(f"{module}.{name}")

    def _path(self, node: ast.expr) -> tuple[str, str] | None:
        """`(module, name)` when `node` reads a name of a module."""
        if not isinstance(node, ast.Attribute):
            return None
        module = self._module(node.value)
        return (module, node.attr) if module else None

    def _module(self, node: ast.expr) -> str | None:
        if isinstance(node, ast.Name):
            binding = self.scope.resolve(node.id)
            if isinstance(binding, Module):
                return binding.path
            return node.id if binding is None and self.names.may_be_module(node.id) else None
        path = self._path(node)
        dotted = ".".join(path) if path else None
        return dotted if dotted in IMPORTS or (dotted and self.names.holds_module(dotted)) else None

    # --- attributes and calls -------------------------------------------------------------------------------------

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if not isinstance(node.ctx, ast.Load):
            self.report(node, "attribute", f"a change of the attribute {node.attr!r}", "a new object")
        path = self._path(node)
        if path is None:
            self._value_attribute(node)
            self.visit(node.value)
        elif not self._may_read(node.value, *path):
            self.report(node, "module", f"{path[1]!r} of the module {path[0]!r}", "a pure name of the standard library")

    def _may_read(self, base: ast.expr, module: str, name: str) -> bool:
        if self._may_import(module, name) or self.names.holds_module(f"{module}.{name}"):
            return True
        return isinstance(base, ast.Name) and self.scope.resolve(base.id) is None and self.names.is_method(name)

    def _value_attribute(self, node: ast.Attribute) -> None:
        name = node.attr
        if name.startswith("_") and name not in UNDERSCORED_ATTRIBUTES:
            self.report(node, "attribute", f"the attribute {name!r}", "public attributes and methods")
        elif name in REFUSED_ATTRIBUTES:
            self.report(node, "attribute", f"the attribute {name!r}", "methods of plain values; an f-string for format")
        elif name in EFFECT_ATTRIBUTES and id(node) not in self.names.inert:
            self.report(node, "attribute", f"the method {name!r}", "a result that the caller writes or sends")

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "format_map"):
            template = check_format_call(node)
            if template is None:
                self.visit(node.func.value)
            else:
                self.report(node, "format", template, "an f-string")
        else:
            self.visit(node.func)
        for argument in (*node.args, *node.keywords):
            self.visit(argument)

    def visit_FormattedValue(self, node: ast.FormattedValue) -> None:
        message = check_format_spec(node.format_spec)
        if message:
            self.report(node, "format", message, "a spec made of names and numbers")
        self.generic_visit(node)

    # --- statements and patterns ----------------------------------------------------------------------------------

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.type is None:
            self.report(node, "except", "an except that catches everything", "except ValueError")
        self.generic_visit(node)

    def visit_MatchClass(self, node: ast.MatchClass) -> None:
        builtin = isinstance(node.cls, ast.Name) and node.cls.id in BUILTINS and node.cls.id != "object"
        if node.kwd_attrs or not builtin:
            self.report(node, "pattern", "a class pattern that reads attributes", "isinstance and p.x")
        self.generic_visit(node)

"""The allow-lists: what a body may be made of."""

from __future__ import annotations

import ast
import builtins
import sys
import types
from collections import Counter, OrderedDict, defaultdict, deque


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# --- node types ---------------------------------------------------------------------------------------------------

NODES: tuple[type[ast.AST], ...] = (
    ast.Module, ast.FunctionDef, ast.Return, ast.Delete, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.For, ast.While,
    ast.If, ast.Raise, ast.Try, ast.Assert, ast.Import, ast.ImportFrom, ast.Nonlocal, ast.Expr, ast.Pass, ast.Break,
    ast.Continue, ast.Match, ast.match_case, ast.MatchValue, ast.MatchSingleton, ast.MatchSequence, ast.MatchMapping,
    ast.MatchClass, ast.MatchStar, ast.MatchAs, ast.MatchOr, ast.ExceptHandler, ast.alias, ast.arguments, ast.arg,
    ast.keyword, ast.comprehension, ast.BoolOp, ast.NamedExpr, ast.BinOp, ast.UnaryOp, ast.Lambda, ast.IfExp, ast.Dict,
    ast.Set, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Yield, ast.YieldFrom, ast.Compare, ast.Call,
    ast.FormattedValue, ast.JoinedStr, ast.Constant, ast.Attribute, ast.Subscript, ast.Starred, ast.Name, ast.List,
    ast.Tuple, ast.Slice, ast.expr_context, ast.boolop, ast.operator, ast.unaryop, ast.cmpop,
)  # fmt: skip
"""Every kind of node that code may hold."""

NODE_HINTS: dict[str, str] = {
    "ClassDef": "a tuple, a dict, or a class of the target module",
    "With": "try/except",
    "Global": "a parameter or a result",
    "TryStar": "except without a star",
    "Await": "a plain call",
    "AsyncFunctionDef": "a plain function",
    "AsyncFor": "a plain loop",
    "AsyncWith": "plain calls",
}

# --- names --------------------------------------------------------------------------------------------------------

BUILTINS: frozenset[str] = _words(
    "abs all any ascii bin bool bytearray bytes callable chr complex dict divmod enumerate filter float format "
    "frozenset hex int isinstance issubclass iter len list map max min next object oct ord pow range repr reversed "
    "round set slice sorted str sum tuple zip memoryview NotImplemented Ellipsis"
) | frozenset(
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, Exception) and name != "ExceptionGroup"
)
"""Built-in names that code may use, the exceptions below `Exception` included."""

REFUSED_BUILTINS: frozenset[str] = (
    frozenset(name for name in vars(builtins) if not name.startswith("_"))
    | _words("exit quit help copyright credits license aiter anext reload unicode BaseExceptionGroup ExceptionGroup")
) - BUILTINS
"""Built-in names that lead out of plain values, of any supported Python."""

REFUSED_NAMES: frozenset[str] = (
    REFUSED_BUILTINS | frozenset(sys.stdlib_module_names) | _words("pytest conftest pytest_aurora")
)
"""Names that mean something dangerous unless the code or the caller binds them."""

CLASS_BUILTINS: frozenset[str] = frozenset({"type", "property", "classmethod", "staticmethod", "super"})
"""Refused built-ins that are classes: subscripting one gives something callable."""

LAZY_BUILTINS: frozenset[str] = frozenset({"map", "filter"})
"""Built-ins that iterate over all arguments but the first."""

CONSUMERS: frozenset[str] = _words(
    "len str repr ascii int float bool abs ord chr round bin hex oct list tuple set frozenset sorted sum enumerate "
    "reversed any all dict divmod pow range zip isinstance"
)
"""Built-ins that neither call their positional arguments nor give them back when those are functions or modules."""

UNARY_CONSUMERS: frozenset[str] = frozenset({"iter", "max", "min", "next"})
"""The same, when they have one argument; or several that are compared with each other."""

HINTS: dict[str, str] = {
    "getattr": "the attribute itself: p.x",
    "hasattr": "isinstance or try/except",
    "setattr": "dataclasses.replace",
    "type": "isinstance",
    "hash": "the value itself as a key",
    "id": "`is`",
    "print": "return the text",
    "vars": "the attributes themselves",
    "input": "a parameter",
    "open": "the text as a parameter",
    "BaseException": "a class below Exception",
}

# --- attributes ---------------------------------------------------------------------------------------------------


def _public(*classes: type) -> frozenset[str]:
    return frozenset(name for cls in classes for name in dir(cls) if not name.startswith("_"))


UNDERSCORED_ATTRIBUTES: frozenset[str] = frozenset({"_asdict", "_replace", "_fields", "_make"})
"""The named-tuple API; every other attribute that starts with an underscore is refused."""

VALUE_METHODS: frozenset[str] = _public(
    str, bytes, bytearray, int, float, complex, list, tuple, dict, set, frozenset, range, slice,
    Counter, OrderedDict, defaultdict, deque,
) - {"format", "format_map"}  # fmt: skip
"""Methods of plain values."""

METHOD_MODULES: frozenset[str] = _words(
    "audioop base64 builtins cgi codecs copy dataclasses fnmatch gettext glob itertools mailbox nt ntpath operator os "
    "posix posixpath pydoc quopri re sched shlex shutil smtplib statistics tarfile tracemalloc turtle uu webbrowser"
)
"""Modules of the standard library in which something is called like a method of plain values: `os.remove`."""

TEXT_METHODS: frozenset[str] = _words(
    "split rsplit splitlines strip lstrip rstrip upper lower title capitalize casefold swapcase startswith endswith "
    "partition rpartition removeprefix removesuffix zfill ljust rjust center isdigit isdecimal isnumeric isalpha "
    "isalnum isupper islower isspace items keys values append extend"
)
"""Methods of plain values that no module of the standard library has as a function with an effect."""

REFUSED_ATTRIBUTES: frozenset[str] = (
    _public(
        types.FunctionType, types.CodeType, types.FrameType, types.GeneratorType, types.CoroutineType,
        types.AsyncGeneratorType, types.TracebackType, types.ModuleType, types.MethodType, types.BuiltinFunctionType,
        type, BaseException,
    )
    - VALUE_METHODS
    - {"args", "close"}
    | _words(
        # on exceptions, ABCs, dates, arrays; and what newer Pythons have
        "obj with_traceback add_note register format format_map now today utcnow tofile fromfile buffer_info "
        "tb_frame tb_next tb_lasti gi_frame gi_code gi_running gi_yieldfrom gi_suspended cr_frame cr_code cr_await "
        "cr_origin cr_running cr_suspended ag_frame ag_code ag_await ag_running ag_suspended f_back f_builtins f_code "
        "f_globals f_locals f_lasti f_lineno f_trace f_generator co_consts co_names co_code co_qualname co_positions "
        "func_globals func_code func_closure func_defaults im_func im_self im_class evaluate"
    )
)  # fmt: skip
"""Attributes that lead from a value to the interpreter, or that depend on the clock."""

EFFECT_ATTRIBUTES: frozenset[str] = _words(
    "write writelines write_text write_bytes open unlink rmdir mkdir makedirs touch rename chmod chown symlink_to "
    "hardlink_to link_to system popen spawn fork execv execve execl execvp kill killpg send sendall sendto sendmsg "
    "connect connect_ex execute executemany executescript check_call check_output Popen urlopen urlretrieve rmtree "
    "copyfile copytree setsockopt read_text read_bytes iterdir glob rglob scandir listdir expanduser"
)
"""Methods of files, paths, sockets, processes and databases; as plain fields they are harmless."""

# --- imports ------------------------------------------------------------------------------------------------------


IMPORTS: dict[str, frozenset[str]] = {
    "__future__": _words("annotations"),
    "ast": _words("literal_eval"),
    "array": _words("array"),
    "base64": _words(
        "b64encode b64decode b32encode b32decode b16encode b16decode a85encode a85decode b85encode b85decode "
        "urlsafe_b64encode urlsafe_b64decode standard_b64encode standard_b64decode"
    ),
    "binascii": _words("hexlify unhexlify crc32 crc_hqx a2b_hex b2a_hex b2a_base64 a2b_base64 Error"),
    "bisect": _words("bisect bisect_left bisect_right insort insort_left insort_right"),
    "calendar": _words(
        "monthrange isleap leapdays monthcalendar weekday month_name day_name month_abbr day_abbr timegm MONDAY "
        "TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY"
    ),
    "cmath": _words(
        "acos acosh asin asinh atan atanh cos cosh e exp inf infj isclose isfinite isinf isnan log log10 nan nanj "
        "phase pi polar rect sin sinh sqrt tan tanh tau"
    ),
    "codecs": _words("decode encode"),
    "collections": _words("ChainMap Counter OrderedDict defaultdict deque namedtuple"),
    "collections.abc": _words(
        "Callable Collection Container Generator Hashable ItemsView Iterable Iterator KeysView Mapping MappingView "
        "MutableMapping MutableSequence MutableSet Reversible Sequence Set Sized ValuesView"
    ),
    "colorsys": _words("hls_to_rgb hsv_to_rgb rgb_to_hls rgb_to_hsv rgb_to_yiq yiq_to_rgb"),
    "copy": _words("copy deepcopy"),
    "csv": _words("reader DictReader QUOTE_ALL QUOTE_MINIMAL QUOTE_NONE QUOTE_NONNUMERIC Error"),
    "dataclasses": _words("asdict astuple fields is_dataclass replace"),
    "datetime": _words("date datetime time timedelta timezone MINYEAR MAXYEAR UTC"),
    "decimal": _words(
        "Decimal DecimalException InvalidOperation DivisionByZero Inexact Overflow Underflow ROUND_CEILING ROUND_DOWN "
        "ROUND_FLOOR ROUND_HALF_DOWN ROUND_HALF_EVEN ROUND_HALF_UP ROUND_UP ROUND_05UP"
    ),
    "difflib": _words("SequenceMatcher get_close_matches ndiff unified_diff context_diff"),
    "fnmatch": _words("fnmatch fnmatchcase filter translate"),
    "fractions": _words("Fraction"),
    "functools": _words("cache cmp_to_key lru_cache partial reduce"),
    "graphlib": _words("TopologicalSorter CycleError"),
    "hashlib": _words(
        "md5 sha1 sha224 sha256 sha384 sha512 sha3_224 sha3_256 sha3_384 sha3_512 blake2b blake2s shake_128 shake_256"
    ),
    "heapq": _words("heapify heappop heappush heappushpop heapreplace merge nlargest nsmallest"),
    "html": _words("escape unescape"),
    "io": _words("BytesIO StringIO"),
    "ipaddress": _words(
        "ip_address ip_interface ip_network IPv4Address IPv4Network IPv6Address IPv6Network IPv4Interface "
        "IPv6Interface AddressValueError NetmaskValueError collapse_addresses summarize_address_range"
    ),
    "itertools": _words(
        "accumulate batched chain combinations combinations_with_replacement compress count cycle dropwhile "
        "filterfalse groupby islice pairwise permutations product repeat starmap takewhile tee zip_longest"
    ),
    "json": _words("dumps loads JSONDecodeError"),
    "keyword": _words("iskeyword issoftkeyword kwlist softkwlist"),
    "math": _words(
        "acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist e erf erfc exp exp2 "
        "expm1 fabs factorial floor fma fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt lcm "
        "ldexp lgamma log log10 log1p log2 modf nan nextafter perm pi pow prod radians remainder sin sinh sqrt "
        "sumprod tan tanh tau trunc ulp"
    ),
    "numbers": _words("Complex Integral Number Rational Real"),
    "operator": _words(
        "abs add and_ concat contains countOf eq floordiv ge getitem gt index indexOf inv invert is_ is_not "
        "itemgetter le length_hint lshift lt matmul mod mul ne neg not_ or_ pos pow rshift sub truediv truth xor"
    ),
    "re": _words(
        "compile error escape findall finditer fullmatch match search split sub subn A ASCII I IGNORECASE M MULTILINE "
        "S DOTALL X VERBOSE U UNICODE Match Pattern NOFLAG RegexFlag"
    ),
    "shlex": _words("join quote split"),
    "statistics": _words(
        "StatisticsError correlation covariance fmean geometric_mean harmonic_mean linear_regression mean median "
        "median_grouped median_high median_low mode multimode pstdev pvariance quantiles stdev variance"
    ),
    "string": _words(
        "Template ascii_letters ascii_lowercase ascii_uppercase capwords digits hexdigits octdigits printable "
        "punctuation whitespace"
    ),
    "struct": _words("calcsize error iter_unpack pack unpack unpack_from"),
    "sys": _words("maxsize maxunicode float_info"),
    "textwrap": _words("dedent fill indent shorten wrap"),
    "typing": _words(
        "AbstractSet Any Callable ClassVar Collection Counter DefaultDict Deque Dict Final FrozenSet Generator "
        "Generic Hashable Iterable Iterator List Literal Mapping MutableMapping MutableSequence MutableSet Never "
        "NoReturn Optional OrderedDict Sequence Set Sized Tuple TypeAlias TypeVar Union cast"
    ),
    "unicodedata": _words(
        "bidirectional category combining decimal decomposition digit east_asian_width is_normalized lookup mirrored "
        "name normalize numeric unidata_version"
    ),
    "urllib": _words(""),
    "urllib.parse": _words(
        "parse_qs parse_qsl quote quote_plus unquote unquote_plus urldefrag urlencode urljoin urlparse urlsplit "
        "urlunparse urlunsplit"
    ),
    "uuid": _words("NAMESPACE_DNS NAMESPACE_OID NAMESPACE_URL NAMESPACE_X500 UUID uuid3 uuid5"),
    "zlib": _words("adler32 compress crc32 decompress error"),
}
"""What may be imported: pure parts of the standard library, name by name."""

DECORATORS: frozenset[tuple[str, str]] = frozenset({("functools", "cache"), ("functools", "lru_cache")})
"""What may decorate a function, besides the functions of the code itself."""

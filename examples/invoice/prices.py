"""Prices in cents."""

VAT_PERCENT = 20
"""What is added to a net price."""


def subtotal(quantity: int, price: int) -> int:
    """What a line of the invoice comes to, without tax."""
    raise NotImplementedError


def vat(net: int) -> int:
    """The tax on a net price, rounded down to the cent."""
    ...


def total(quantity: int, price: int) -> int:
    """What is to be paid for a line of the invoice."""


def largest(prices: list[int]) -> int:
    # an empty invoice has no largest price, and comes to nothing
    ...


def describe(quantity: int, item: str) -> str:
    return f"{quantity} x {item}"

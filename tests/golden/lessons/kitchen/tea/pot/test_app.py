import pytest


def test_default_strength(client):
    """Without a query string the strength is 1."""
    page = client.get("/pot").text
    assert "Strength 1" in page, f"/pot should show a strength of 1, and shows: {page}"


@pytest.mark.parametrize("strength", [3])
def test_strength_from_the_query(client, strength):
    """The strength comes from the query string."""
    page = client.get(f"/pot?strength={strength}").text
    assert f"Strength {strength}" in page, f"/pot?strength={strength} should show strength {strength}, not: {page}"

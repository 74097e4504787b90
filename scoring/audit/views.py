"""Other ways of ordering candidates, to explain a list; none of them ever makes one.

A weighted mean, a geometric mean and Pareto layers all let skill buy back values.
"""

from collections.abc import Callable, Mapping, Sequence
from math import prod

Points = Mapping[str, Sequence[float]]
"""Each candidate's keys, all on one scale, values first."""


def weighted_means(points: Points, weights: Sequence[float]) -> dict[str, float]:
    """Each candidate's weighted mean."""
    total = sum(weights)
    return {
        name: sum(weight * key for weight, key in zip(weights, keys, strict=True)) / total
        for name, keys in points.items()
    }


def weighted_mean_order(points: Points, weights: Sequence[float]) -> list[str]:
    """Best weighted mean first."""
    means = weighted_means(points, weights)
    return sorted(points, key=lambda name: -means[name])


def geometric_mean_order(points: Points) -> list[str]:
    """Best product of the keys first; keys are not negative."""
    return _best_first(points, lambda keys: (prod(keys),))


def lexicographic_order(points: Points) -> list[str]:
    """Best values first; skill only breaks ties."""
    return _best_first(points, tuple)


def leximin_order(points: Points) -> list[str]:
    """Best weaker key first; ties by the next weakest, and so on.

    Source:
        Sen (1970), Collective Choice and Social Welfare; Hammond (1976), Econometrica 44:793.
    """
    return _best_first(points, lambda keys: tuple(sorted(keys)))


def pareto_layers(points: Points) -> list[list[str]]:
    """Peel off, layer by layer, those whom nobody left beats on one key and equals on all.

    Equal points share a layer. Names within a layer are in alphabetical order.

    Source:
        Non-dominated sorting of Goldberg (1989).
    """
    left, layers = dict(points), []
    while left:
        layer = sorted(
            name for name, keys in left.items() if not any(_beats(o, keys) for o in left.values())
        )
        layers.append(layer)
        left = {name: keys for name, keys in left.items() if name not in layer}
    return layers


def _best_first(points: Points, rate: Callable[[Sequence[float]], tuple[float, ...]]) -> list[str]:
    return sorted(points, key=lambda name: tuple(-part for part in rate(points[name])))


def _beats(one: Sequence[float], other: Sequence[float]) -> bool:
    return one != other and all(mine >= theirs for mine, theirs in zip(one, other, strict=True))

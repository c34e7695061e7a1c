"""Golden models of one operator or a few: attributes' odd corners, and opsets 7 to 21."""

import numpy

from golden_models import case, node, positive, weights

INT64_MAX = 2**63 - 1


def ints(*values):
    return numpy.int64(values)


def functions():
    """Functions of each value."""
    for kind, opset, options in [
        ("HardSigmoid", 13, {}), ("HardSigmoid", 7, {"alpha": 0.3, "beta": 0.4}),
        ("HardSwish", 14, {}), ("Exp", 13, {}), ("Neg", 7, {}), ("Abs", 13, {}), ("Erf", 9, {}),
        ("Softplus", 7, {}), ("Softsign", 13, {}), ("Mish", 18, {}), ("Gelu", 20, {}),
        ("Gelu", 20, {"approximate": "tanh"}), ("Selu", 7, {}),
        ("Selu", 13, {"alpha": 1.5, "gamma": 0.8}), ("Celu", 12, {"alpha": 0.7}),
        ("ThresholdedRelu", 10, {"alpha": 0.6}), ("Floor", 13, {}), ("Ceil", 13, {}),
        ("Round", 11, {}), ("Sign", 13, {}), ("Sin", 7, {}), ("Cos", 7, {}), ("Relu", 7, {}),
        ("Elu", 7, {"alpha": 0.5}), ("Sigmoid", 7, {}), ("Tanh", 7, {}), ("LeakyRelu", 16, {}),
        ("Identity", 21, {}),
    ]:
        case(f"{kind} {options}, opset {opset}", (2, 5), [node(kind, "image", **options)], {},
             opset=opset)
    for kind, opset in [("Sqrt", 7), ("Log", 13), ("Reciprocal", 13)]:
        case(f"{kind}, opset {opset}", (2, 5), [node(kind, "image")], {}, opset=opset,
             made=positive)
    case("clip above only, opset 11", (7,), [node("Clip", "image _ high")],
         {"high": numpy.float32(0.25)}, opset=11)
    case("clip without limits, opset 12", (7,), [node("Clip", "image")], {}, opset=12)
    case("clip, opset 7", (7,), [node("Clip", "image", max=0.5)], {}, opset=7)
    case("clip of limits crossed", (7,), [node("Clip", "image low high")],
         {"low": numpy.float32(1), "high": numpy.float32(-1)})
    case("dropout, opset 7", (4,), [node("Dropout", "image", ratio=0.3)], {}, opset=7)
    case("dropout, opset 12", (4,), [node("Dropout", "image ratio training")],
         {"ratio": numpy.float32(0.3), "training": numpy.bool_(False)}, opset=12)
    case("cast to float32", (4,), [node("Cast", "image", to=1)], {})


def combinations():
    """Values side by side, broadcast."""
    for kind, opset in [("Add", 7), ("Sub", 14), ("Mul", 7), ("Div", 13)]:
        case(f"{kind} of planes and one value a channel, opset {opset}", (3, 4, 5), [
            node("GlobalMaxPool", "image", "p"), node(kind, "p image")], {}, opset=opset,
            made=positive)
    case("a row times a column", (1, 4, 5), [
        node("ReduceMax", "image", "r", axes=[2]), node("ReduceMin", "image", "c", axes=[3]),
        node("Mul", "r c")], {})
    case("a column of each channel plus a picture", (3, 4, 5), [
        node("ReduceMax", "image", "c", axes=[3]), node("ReduceMin", "image", "p", axes=[1]),
        node("Sub", "c p")], {})
    case("a constant that enlarges", (3, 1, 5), [node("Mul", "image k")], {"k": weights(4, 1)})
    case("a constant for one picture", (3, 5), [node("Add", "image k")], {"k": weights(1, 3, 5)})
    case("a constant divided", (3, 4), [node("Div", "k image")], {"k": weights(3, 1)},
         made=positive)
    case("a constant minus a picture", (2, 3, 4), [node("Sub", "k image")], {"k": weights(3, 1)})
    for exponent in [2.0, 0.5, 3.0, -1.5]:
        case(f"power {exponent}", (3, 4), [node("Pow", "image k")],
             {"k": numpy.float32(exponent)}, made=positive)
    case("power by an integer", (3, 4), [node("Pow", "image k")], {"k": numpy.int64(3)}, opset=15)
    case("powers a column, opset 7", (3, 4), [node("Pow", "image k")], {"k": positive(4)},
         opset=7, made=positive)
    case("a constant's powers", (3, 4), [node("Pow", "k image")], {"k": numpy.float32(1.5)})
    case("power of computed values", (3, 4), [node("Abs", "image", "a"), node("Pow", "a image")],
         {})
    case("PRelu a channel", (3, 4, 5), [node("PRelu", "image k")], {"k": weights(3, 1, 1)})
    case("PRelu of one slope, opset 7", (3, 4), [node("PRelu", "image k")], {"k": weights(1)},
         opset=7)
    case("PRelu of computed slopes, opset 16", (3, 4), [
        node("Sigmoid", "image", "s"), node("PRelu", "image s")], {}, opset=16)
    case("min of two, opset 8", (3, 4), [node("Neg", "image", "n"), node("Min", "image n")], {},
         opset=8)
    case("max of three and a constant", (3, 4), [
        node("Neg", "image", "n"), node("Tanh", "image", "t"), node("Max", "image n k t")],
        {"k": weights(3, 1)})
    case("max of one", (3,), [node("Max", "image", "m"), node("Neg", "m")], {})
    case("sum of three", (3, 4), [
        node("Neg", "image", "n"), node("Abs", "image", "a"), node("Sum", "n a image")], {})
    case("mean of three", (3, 4), [
        node("Sign", "image", "n"), node("Abs", "image", "a"), node("Mean", "n a image")], {})
    case("a whole batch's values", (1,), [
        node("Squeeze", "image a", "s"), node("Sigmoid", "s", "t"), node("Unsqueeze", "t a")],
        {"a": ints(1)})


def reductions():
    for kind in ["Mean", "Sum", "Max", "Min", "Prod", "L1", "L2", "SumSquare"]:
        case(f"reduce {kind} of rows, opset 11", (2, 3, 4), [
            node(f"Reduce{kind}", "image", axes=[-1], keepdims=0)], {}, opset=11)
    case("reduce mean of planes, opset 7", (3, 4, 5), [
        node("ReduceMean", "image", axes=[2, 3])], {}, opset=7)
    case("reduce mean of channels, opset 18", (3, 4), [node("ReduceMean", "image a")],
         {"a": ints(1)}, opset=18)
    case("reduce mean, axes by input without dimensions", (3, 4), [
        node("ReduceMean", "image a", keepdims=0)], {"a": ints(2, 1)}, opset=21)
    case("reduce sum, axes by input, opset 13", (3, 4, 2), [node("ReduceSum", "image a")],
         {"a": ints(-3, 3)})
    case("reduce nothing", (3, 4), [node("ReduceSum", "image", noop_with_empty_axes=1)], {})
    case("reduce max of first and last, opset 18", (3, 4, 2), [
        node("ReduceMax", "image a", keepdims=0)], {"a": ints(1, 3)}, opset=18)
    case("global average of rows", (3, 7), [node("GlobalAveragePool", "image")], {})
    case("global max", (3, 4, 5), [node("GlobalMaxPool", "image")], {}, opset=7)


def movements():
    """Values that only move."""
    case("transpose to channels first", (4, 5, 3), [node("Transpose", "image", perm=[0, 3, 1, 2])],
         {})
    case("transpose to channels last", (3, 4, 2), [node("Transpose", "image", perm=[0, 2, 3, 1])],
         {}, opset=21)
    case("transpose that moves nothing", (1, 4, 5), [
        node("Transpose", "image", "t", perm=[0, 2, 3, 1]), node("Relu", "t")], {}, opset=7)
    case("concat of channels", (2, 3, 2), [
        node("Relu", "image", "r"), node("ReduceMax", "image", "m", axes=[1]),
        node("Concat", "r m image", axis=1)], {})
    case("concat of columns, opset 11", (2, 3, 2), [
        node("Relu", "image", "r"), node("Concat", "image r", axis=-1)], {}, opset=11)
    case("concat with a constant", (2, 3), [node("Concat", "k image", axis=2)],
         {"k": weights(1, 2, 2)}, batch=1, fixed=True)
    case("split in equal parts, opset 7", (4, 3), [
        node("Split", "image", "a b", axis=1), node("Sub", "a b")], {}, opset=7)
    case("split by attribute, opset 11", (5, 3), [
        node("Split", "image", "a b", axis=-2, split=[2, 3]), node("Concat", "b a", axis=1)], {},
        opset=11)
    case("split by input", (2, 6), [
        node("Split", "image s", "a b c", axis=2), node("Concat", "c a", axis=2)],
        {"s": ints(1, 2, 3)})
    case("split by number, opset 18", (2, 5), [
        node("Split", "image", "a b", axis=2, num_outputs=2), node("Concat", "b a", axis=2)], {},
        opset=18)
    case("slice by attributes, opset 9", (4, 5), [
        node("Slice", "image", axes=[1, -1], starts=[1, -3], ends=[3, 1000])], {}, opset=9)
    case("slice without axes, opset 7", (4, 5), [
        node("Slice", "image", starts=[0, 1], ends=[INT64_MAX, -1])], {}, opset=7)
    case("slice by inputs with steps", (5, 7), [node("Slice", "image s e a t")],
         {"s": ints(-1, 1), "e": ints(-INT64_MAX, 6), "a": ints(1, 2), "t": ints(-2, 3)})
    case("slice, opset 10, of 32-bit numbers", (5, 7), [node("Slice", "image s e a")],
         {"s": numpy.int32([2]), "e": numpy.int32([2**31 - 1]), "a": numpy.int32([2])}, opset=10)
    case("slice with a step past the end", (5,), [node("Slice", "image s e a t")],
         {"s": ints(3), "e": ints(INT64_MAX), "a": ints(1), "t": ints(INT64_MAX)})
    case("gather of channels", (4, 2, 2), [node("Gather", "image i", axis=1)],
         {"i": ints(3, 0, -2)})
    case("gather of one", (4, 3), [node("Gather", "image i", axis=-1)], {"i": numpy.int64(1)},
         opset=7)
    case("gather of a table", (5,), [node("Gather", "image i", axis=1)],
         {"i": numpy.int32([[0, 4], [2, 2]])}, opset=11)
    for mode in ["constant", "reflect", "edge"]:
        case(f"pad {mode}, opset 7", (2, 3, 4), [
            node("Pad", "image", pads=[0, 0, 1, 2, 0, 0, 2, 1], mode=mode)], {}, opset=7)
        case(f"pad {mode}, opset 11", (2, 3, 4), [node("Pad", "image p", mode=mode)],
             {"p": ints(0, 0, 1, 2, 0, 0, 2, 1)}, opset=11)
    case("pad with a value, opset 10", (2, 3), [
        node("Pad", "image", pads=[0, 1, 0, 0, 0, 2], value=-1.5)], {}, opset=10)
    case("pad with a value, cutting", (3, 4), [node("Pad", "image p v")],
         {"p": ints(0, 1, -1, 0, -1, 2), "v": numpy.float32(0.75)})
    case("pad of axes, opset 18", (2, 3, 4), [node("Pad", "image p _ a")],
         {"p": ints(1, 2, 0, 1), "a": ints(-1, 2)}, opset=18)
    case("pad wrapped, opset 19", (2, 3), [node("Pad", "image p", mode="wrap")],
         {"p": ints(0, 0, 2, 0, 1, 4)}, opset=19)
    case("expand", (3, 1), [node("Expand", "image s")], {"s": ints(1, 3, 4)})
    case("expand to fewer dimensions", (1, 3), [node("Expand", "image s")], {"s": ints(2, 1)})
    case("tile", (2, 3), [node("Tile", "image r")], {"r": ints(1, 2, 3)})
    for mode in ["DCR", "CRD"]:
        case(f"depth to space {mode}", (8, 2, 3), [
            node("DepthToSpace", "image", blocksize=2, mode=mode)], {})
    case("space to depth", (2, 4, 6), [node("SpaceToDepth", "image", blocksize=2)], {})
    case("flatten from axis 2, opset 9", (1, 3, 2), [node("Flatten", "image", axis=2)], {},
         opset=9)
    case("flatten from axis -2", (3, 2), [node("Flatten", "image", axis=-2)], {})
    case("unsqueeze, opset 11", (3,), [node("Unsqueeze", "image", axes=[1, 3])], {}, opset=11)
    case("squeeze, opset 21", (1, 3, 1), [node("Squeeze", "image a")], {"a": ints(-1, 1)},
         opset=21)
    case("reshape of a fixed batch", (2, 6), [node("Reshape", "image s")], {"s": ints(3, 4, -1)},
         batch=3, fixed=True)
    case("reshape of one picture", (2, 6), [node("Reshape", "image s")], {"s": ints(1, -1)},
         batch=1, fixed=True)
    case("reshape, zeros allowed", (2, 6), [node("Reshape", "image s", allowzero=1)],
         {"s": ints(-1, 3, 4)}, opset=14)
    case("shuffled channels", (6, 2, 2), [
        node("Reshape", "image s", "r"), node("Transpose", "r", "t", perm=[0, 2, 1, 3, 4]),
        node("Reshape", "t u")], {"s": ints(0, 2, 3, 2, 2), "u": ints(0, -1, 2, 2)})


parts = [functions, combinations, reductions, movements]

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


def normalisations():
    case("instance norm", (3, 4, 5), [node("InstanceNormalization", "image s b", epsilon=1e-3)],
         {"s": weights(3), "b": weights(3)}, opset=7)
    case("instance norm of rows", (3, 6), [node("InstanceNormalization", "image s b")],
         {"s": weights(3), "b": weights(3)})
    case("layer norm", (3, 6), [node("LayerNormalization", "image s b")],
         {"s": weights(6), "b": weights(6)}, opset=17)
    case("layer norm without bias from axis 1", (3, 4, 2), [
        node("LayerNormalization", "image s", axis=1, epsilon=1e-2)], {"s": weights(3, 4, 2)},
        opset=17)
    case("layer norm from axis -2", (3, 4, 2), [node("LayerNormalization", "image s b", axis=-2)],
         {"s": weights(4, 2), "b": weights(4, 2)}, opset=18)
    case("group norm, opset 21", (4, 3, 2), [
        node("GroupNormalization", "image s b", num_groups=2)],
        {"s": weights(4), "b": weights(4)}, opset=21)
    case("layer norm in parts", (3, 6), [
        node("ReduceMean", "image", "m", axes=[-1]), node("Sub", "image m", "d"),
        node("Pow", "d two", "q"), node("ReduceMean", "q", "v", axes=[-1]),
        node("Add", "v epsilon", "e"), node("Sqrt", "e", "r"), node("Div", "d r", "n"),
        node("Mul", "n s", "t"), node("Add", "t b")],
        {"two": numpy.float32(2), "epsilon": numpy.float32(1e-5), "s": weights(6),
         "b": weights(6)})
    for opset, options in [(7, {}), (9, {"epsilon": 1e-2}), (14, {}), (15, {"momentum": 0.5})]:
        case(f"batch norm of flat values, opset {opset}", (3,), [
            node("BatchNormalization", "image s b m v", **options)],
            {"s": weights(3), "b": weights(3), "m": weights(3), "v": positive(3)}, opset=opset)
    for axis, opset in [(1, 13), (2, 13), (-1, 13), (1, 11), (2, 12), (-1, 7), (3, 21)]:
        case(f"softmax of axis {axis}, opset {opset}", (3, 4, 2), [
            node("Softmax", "image", axis=axis)], {}, opset=opset)
    case("softmax of a block, opset 7", (3, 2, 2), [node("Softmax", "image")], {}, opset=7)
    case("log softmax", (5,), [node("LogSoftmax", "image")], {})
    case("log softmax of channels", (3, 2, 2), [node("LogSoftmax", "image", axis=1)], {})


def products():
    for name, shape, options in [
        ("", (2, 3, 4), {}), (" strided", (2, 2, 3), {"strides": [2, 3]}),
        (" padded", (2, 2, 3), {"strides": [2, 2], "pads": [1, 0, 1, 2]}),
        (" dilated", (2, 2, 3), {"dilations": [2, 3], "strides": [2, 1]}),
        (" with more rows", (2, 2, 3), {"strides": [3, 2], "output_padding": [2, 1]}),
        (" to a size", (2, 3, 3), {"strides": [2, 2], "output_shape": [6, 5]}),
        (" to a size, same upper", (2, 3, 3), {
            "strides": [2, 2], "output_shape": [6, 6], "auto_pad": "SAME_UPPER"}),
        (" same upper", (2, 2, 3), {"strides": [2, 2], "auto_pad": "SAME_UPPER"}),
        (" same lower", (2, 2, 3), {"strides": [2, 2], "auto_pad": "SAME_LOWER"}),
        (" valid", (2, 2, 3), {"strides": [2, 2], "auto_pad": "VALID"}),
    ]:
        case(f"transposed conv{name}", shape, [node("ConvTranspose", "image w b", **options)],
             {"w": weights(2, 3, 3, 2), "b": weights(3)}, opset=11)
    case("transposed conv in groups, opset 7", (4, 3, 3), [
        node("ConvTranspose", "image w", group=2, kernel_shape=[2, 3])],
        {"w": weights(4, 3, 2, 3)}, opset=7)
    case("transposed conv, norm, relu", (2, 2, 2), [
        node("ConvTranspose", "image w", "c", strides=[2, 2]),
        node("BatchNormalization", "c s b m v", "n"), node("Relu", "n")],
        {"w": weights(2, 3, 2, 2), "s": weights(3), "b": weights(3), "m": weights(3),
         "v": positive(3)})
    case("matmul of rows", (3, 4), [node("MatMul", "image w", "m"), node("Add", "m b")],
         {"w": weights(4, 5), "b": weights(5)}, opset=9)
    case("matmul with a vector", (3, 4), [node("MatMul", "image w")], {"w": weights(4)})
    case("matmul of flat values with a vector", (4,), [
        node("MatMul", "image w", "m"), node("Unsqueeze", "m a")],
        {"w": weights(4), "a": ints(1)})
    case("matmul from the left", (3, 4), [node("MatMul", "w image")], {"w": weights(5, 3)})
    case("matmul of a row from the left", (3, 4), [node("MatMul", "w image")], {"w": weights(3)})
    case("matmul with a stack", (2, 3, 4), [node("MatMul", "image w")], {"w": weights(2, 4, 5)})
    case("matmul with a stack of one", (2, 3, 4), [node("MatMul", "image w")],
         {"w": weights(1, 1, 4, 2)})
    case("attention", (3, 4), [
        node("MatMul", "image w", "q"), node("Transpose", "image", "t", perm=[0, 2, 1]),
        node("MatMul", "q t", "s"), node("Softmax", "s", "p"), node("MatMul", "p image")],
        {"w": weights(4, 4)})
    case("gemm without bias, opset 11", (4,), [node("Gemm", "image w", alpha=0.5)],
         {"w": weights(4, 3)}, opset=11)
    case("gemm, bias of a row, opset 7", (4,), [node("Gemm", "image w b", transB=1)],
         {"w": weights(3, 4), "b": weights(1, 3)}, opset=7)


def windows():
    for kind, size, options in [
        ("MaxPool", 5, {"kernel_shape": [2, 2], "strides": [2, 2]}),
        ("MaxPool", 6, {"kernel_shape": [3, 3], "strides": [2, 2]}),
        ("MaxPool", 5, {"kernel_shape": [2, 2], "strides": [3, 3], "pads": [1, 1, 1, 1]}),
        ("MaxPool", 5, {"kernel_shape": [3, 2], "strides": [2, 3], "pads": [1, 0, 0, 1]}),
        ("AveragePool", 6, {"kernel_shape": [3, 3], "strides": [2, 2]}),
        ("AveragePool", 7, {"kernel_shape": [3, 3], "strides": [2, 2], "pads": [1, 1, 0, 0]}),
        ("AveragePool", 7, {
            "kernel_shape": [3, 3], "strides": [2, 2], "pads": [1, 1, 0, 0],
            "count_include_pad": 1}),
    ]:
        case(f"{kind} of {size} rounded up {options}", (1, size, size), [
            node(kind, "image", ceil_mode=1, **options)], {}, opset=12)
    case("average dilated, opset 19", (1, 6, 7), [
        node("AveragePool", "image", kernel_shape=[2, 3], dilations=[2, 2], pads=[1, 1, 0, 1])],
        {}, opset=19)
    case("average dilated, counted, opset 19", (1, 6, 7), [
        node("AveragePool", "image", kernel_shape=[2, 3], dilations=[2, 2], pads=[1, 1, 0, 1],
             count_include_pad=1)], {}, opset=19)
    case("average rounded up, counted, opset 19", (1, 7, 7), [
        node("AveragePool", "image", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 0, 0],
             ceil_mode=1, count_include_pad=1)], {}, opset=19)
    case("average same lower, opset 7", (2, 5, 4), [
        node("AveragePool", "image", kernel_shape=[3, 2], strides=[2, 2], auto_pad="SAME_LOWER")],
        {}, opset=7)
    case("max, opset 7", (2, 5, 4), [
        node("MaxPool", "image", kernel_shape=[3, 3], pads=[1, 1, 1, 1])], {}, opset=7)
    case("max, opset 21", (2, 5, 4), [
        node("MaxPool", "image", kernel_shape=[2, 2], storage_order=0)], {}, opset=21)


def resizes():
    two = {"s": numpy.float32([1, 1, 2, 2])}
    odd = {"s": numpy.float32([1, 1, 1.7, 0.6])}
    for mode in ["nearest", "linear"]:
        case(f"upsample {mode}, opset 7", (1, 2, 3), [
            node("Upsample", "image", mode=mode, scales=[1.0, 1.0, 2.0, 3.0])], {}, opset=7)
        case(f"upsample {mode}, opset 9", (1, 2, 3), [node("Upsample", "image s", mode=mode)],
             two, opset=9)
        case(f"resize {mode}, opset 10", (2, 4, 5), [node("Resize", "image s", mode=mode)], odd,
             opset=10)
        for transformation in ["half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric"]:
            case(f"resize {mode}, {transformation}", (1, 4, 5), [
                node("Resize", "image _ s", mode=mode,
                     coordinate_transformation_mode=transformation)], odd)
    case("resize to sizes", (2, 3, 4), [node("Resize", "image _ _ z", mode="linear")],
         {"z": ints(2, 2, 5, 3)}, fixed=True)
    case("resize with an empty region", (1, 2, 2), [
        node("Resize", "image roi s", mode="nearest", nearest_mode="floor",
             coordinate_transformation_mode="asymmetric")],
        {"roi": numpy.float32([]), **two}, opset=11)
    for rounding in ["round_prefer_floor", "round_prefer_ceil", "floor", "ceil"]:
        case(f"resize nearest, {rounding}", (1, 3, 4), [
            node("Resize", "image _ s", nearest_mode=rounding)],
            {"s": numpy.float32([1, 1, 2.5, 0.5])})
    case("resize nearest for tensorflow", (1, 3, 4), [
        node("Resize", "image roi s", coordinate_transformation_mode="tf_half_pixel_for_nn",
             nearest_mode="floor")], {"roi": numpy.float32([]), **two}, opset=11)
    case("resize symmetric, opset 19", (1, 3, 4), [
        node("Resize", "image _ s", mode="linear",
             coordinate_transformation_mode="half_pixel_symmetric")], odd, opset=19)
    case("resize of axes, opset 18", (1, 3, 4), [
        node("Resize", "image _ _ z", mode="linear", axes=[3, 2])], {"z": ints(6, 5)}, opset=18)
    case("resize cubic", (1, 4, 4), [node("Resize", "image _ s", mode="cubic")],
         {"s": numpy.float32([1, 1, 1.5, 2])})
    case("resize nearest of channels too", (2, 2, 3), [node("Resize", "image _ s")],
         {"s": numpy.float32([1, 1.5, 2, 1])})


def layouts():
    """Behind convolutions whose channels the engine may keep last: eight or more of them."""
    def behind(name, *nodes, opset=13, filters=8, size=4, **constants):
        case(f"8 channels, {name}", (1, size, size), [
            node("Conv", "image w b", "c", pads=[1, 1, 1, 1]), *nodes],
            {"w": weights(filters, 1, 3, 3), "b": weights(filters), **constants}, opset=opset)

    def again(name):
        return node("Conv", f"{name} v", kernel_shape=[1, 1])

    again_weights = {"v": weights(3, 8, 1, 1)}
    behind("hard swish", node("HardSwish", "c", "h"), again("h"), opset=14, **again_weights)
    behind("residual", node("Relu", "c", "r"), node("Add", "r c", "s"), node("Mul", "s c", "t"),
           again("t"), **again_weights)
    behind("squeeze and excitation", node("GlobalAveragePool", "c", "p"),
           node("Conv", "p u", "e"), node("Sigmoid", "e", "g"), node("Mul", "g c", "m"),
           again("m"), u=weights(8, 8, 1, 1), **again_weights)
    behind("concat, split, transpose", node("Split", "c", "x y", axis=1),
           node("Concat", "y x", "z", axis=1), again("z"), **again_weights)
    behind("reshaped, scaled, pooled", node("Reshape", "c s", "r"), node("Mul", "r k", "m"),
           node("MaxPool", "m", "p", kernel_shape=[2, 2], strides=[2, 2]), again("p"),
           filters=16, s=ints(0, 8, 4, 8), k=weights(8, 1, 1), **again_weights)
    behind("reshaped, pooled", node("Reshape", "c s", "r"),
           node("MaxPool", "r", kernel_shape=[2, 2], strides=[2, 2]), filters=16,
           s=ints(0, 8, 8, 4))
    behind("reshaped, convolved", node("Reshape", "c s", "r"), again("r"), filters=16,
           s=ints(0, 8, 4, 8), **again_weights)
    behind("reshaped twice", node("Reshape", "c s", "r"), node("Relu", "r", "q"),
           node("Reshape", "q t", "u"), node("Add", "u c", "x"), again("x"), s=ints(-1, 128), t=ints(0, 8, 4, 4),
           **again_weights)
    behind("average rounded up, counted", node(
        "AveragePool", "c", "p", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 0, 0],
        ceil_mode=1, count_include_pad=1), again("p"), size=5, **again_weights)
    behind("max rounded up", node(
        "MaxPool", "c", "p", kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1), again("p"), size=5,
        **again_weights)
    behind("softmax of channels", node("Softmax", "c", axis=1), size=2)
    behind("instance norm", node("InstanceNormalization", "c g h"), size=2, g=weights(8),
           h=weights(8))
    behind("resized", node("Resize", "c _ f", "z", mode="linear"), again("z"), size=3,
           f=numpy.float32([1, 1, 2, 1]), **again_weights)
    behind("mean of channels", node("ReduceMean", "c", axes=[1]))
    behind("transposed conv", node("ConvTranspose", "c u", strides=[2, 2]), size=3,
           u=weights(8, 2, 2, 2))
    behind("flattened", node("Flatten", "c", "f"), node("Gemm", "f u"), size=3,
           u=weights(72, 3))


parts = [
    functions, combinations, reductions, movements, normalisations, products, windows, resizes,
    layouts,
]

"""A chain of ONNX nodes, such as `models/classic.onnx`, as a PyTorch module or a LiteRT file."""

from collections import OrderedDict

import onnx
from onnx import numpy_helper


def layers(model):
    """(operator, attributes, constants) of each node; refuses what is no chain."""
    constants = {tensor.name: numpy_helper.to_array(tensor).copy()
                 for tensor in model.graph.initializer}
    value, chain = model.graph.input[0].name, []
    for node in model.graph.node:
        if node.input[0] != value or any(name not in constants for name in node.input[1:]):
            raise NotImplementedError(f"{node.op_type} {node.name}: not a chain")
        attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        chain.append((node.op_type, attributes, [constants[name] for name in node.input[1:]]))
        value = node.output[0]
    return chain


def is_same(attributes):
    """Whether a convolution is one of stride 1 that keeps the size."""
    kernel = attributes["kernel_shape"]
    return (set(attributes.get("strides", [1])) == {1} and attributes.get("group", 1) == 1
            and attributes.get("pads") == [side // 2 for side in kernel] * 2)


def torch_module(model):
    import torch
    from torch import nn

    class Affine(nn.Module):
        def __init__(self, scale, offset):
            super().__init__()
            self.scale, self.offset = float(scale), float(offset)

        def forward(self, values):
            return values * self.scale + self.offset

    def copied(module, **tensors):
        for name, tensor in tensors.items():
            getattr(module, name).data = torch.from_numpy(tensor)
        return module

    modules, channels = [], 1
    for operator, attributes, constants in layers(model):
        if operator in ("Mul", "Add") and constants[0].size == 1:
            number = constants[0].item()
            modules.append(Affine(number, 0) if operator == "Mul" else Affine(1, number))
        elif operator == "Conv" and is_same(attributes):
            weight, bias = constants
            channels = len(weight)
            modules.append(copied(
                nn.Conv2d(weight.shape[1], channels, weight.shape[2:],
                          padding=[side // 2 for side in weight.shape[2:]]),
                weight=weight, bias=bias))
        elif operator == "BatchNormalization":
            gamma, beta, mean, variance = constants
            kind = nn.BatchNorm1d if isinstance(modules[-2], nn.Linear) else nn.BatchNorm2d
            modules.append(copied(
                kind(len(gamma), eps=attributes["epsilon"]), weight=gamma, bias=beta,
                running_mean=mean, running_var=variance))
        elif operator == "Gemm" and attributes.get("transB"):
            weight, bias = constants
            modules.append(copied(nn.Linear(*weight.T.shape), weight=weight, bias=bias))
        elif operator == "MaxPool":
            modules.append(nn.MaxPool2d(attributes["kernel_shape"], attributes["strides"]))
        elif operator in ("Relu", "Flatten", "Softmax"):
            modules.append({"Relu": nn.ReLU(), "Flatten": nn.Flatten(),
                            "Softmax": nn.Softmax(dim=1)}[operator])
        else:
            raise NotImplementedError(f"{operator} {attributes}")
    # pnnx writes Python, where a name may not be a number.
    return nn.Sequential(OrderedDict((f"layer{n}", module) for n, module in enumerate(modules)))


def tflite_model(model, batch):
    """The bytes of a LiteRT file for a batch of channels-last pictures."""
    import numpy
    import tensorflow as tf

    shape = [d.dim_value for d in model.graph.input[0].type.tensor_type.shape.dim][1:]

    def network(values):
        # The sizes that the flattened values had: a weight's inputs change places with them.
        flat = None
        for operator, attributes, constants in layers(model):
            if operator == "Mul":
                values = values * constants[0]
            elif operator == "Add":
                values = values + constants[0]
            elif operator == "Conv" and is_same(attributes):
                weight, bias = constants
                values = tf.nn.conv2d(values, weight.transpose(2, 3, 1, 0), 1, "SAME") + bias
            elif operator == "Relu":
                values = tf.nn.relu(values)
            elif operator == "BatchNormalization":
                gamma, beta, mean, variance = constants
                scale = gamma / numpy.sqrt(variance + attributes["epsilon"])
                values = values * scale + (beta - mean * scale)
            elif operator == "MaxPool":
                values = tf.nn.max_pool2d(
                    values, attributes["kernel_shape"], attributes["strides"], "VALID")
            elif operator == "Flatten":
                flat = values.shape[1:]
                values = tf.reshape(values, [batch, -1])
            elif operator == "Gemm" and attributes.get("transB"):
                weight, bias = constants
                if flat is not None:
                    height, width, channels = flat
                    weight = weight.reshape(-1, channels, height, width).transpose(0, 2, 3, 1)
                    weight, flat = weight.reshape(len(weight), -1), None
                values = tf.matmul(values, weight.T) + bias
            elif operator == "Softmax":
                values = tf.nn.softmax(values)
            else:
                raise NotImplementedError(f"{operator} {attributes}")
        return values

    function = tf.function(network, input_signature=[
        tf.TensorSpec([batch, shape[1], shape[2], shape[0]], tf.float32)])
    converter = tf.lite.TFLiteConverter.from_concrete_functions(
        [function.get_concrete_function()])
    return converter.convert()

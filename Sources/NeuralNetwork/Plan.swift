import Kernels

/// A graph's operations in order, with what could be joined joined.
struct Plan {
  struct Step {
    var operation: any Operation
    /// Values that go in, as indices of steps; -1 is the graph's input.
    var inputs: [Int]
  }

  private(set) var steps: [Step] = []
  /// [channels, height, width] or so: one picture of the graph's input.
  let inputShape: [Int]
  /// The step whose value is the graph's output.
  private(set) var outputStep = -1

  init(_ graph: Graph) throws {
    guard graph.inputs.count == 1, let input = graph.inputs.first, let output = graph.outputs.first
    else {
      throw NeuralNetworkError.unsupported(
        model: graph.name, node: "inputs", what: "a model with \(graph.inputs.count) inputs")
    }
    inputShape = try Self.pictureShape(input, graph)
    var constants = graph.initializers
    var known: [String: Int] = [input.name: -1]
    for node in graph.nodes {
      if node.opType == "Constant" {
        guard case .tensor(let value)? = node.attributes["value"] else {
          throw NeuralNetworkError.unsupported(
            model: graph.name, node: node.title, what: "a Constant that is no tensor")
        }
        constants[node.outputs[0]] = value
        continue
      }
      let context = NodeContext(
        model: graph.name, node: node, opset: graph.opset,
        shapes: node.inputs.map { known[$0].map(shape) },
        constants: node.inputs.map { constants[$0] })
      let operation = try OperationFactory.make(context)
      known[node.outputs[0]] = append(operation, node.inputs.compactMap { known[$0] })
    }
    guard let last = known[output.name] else {
      throw NeuralNetworkError.unsupported(
        model: graph.name, node: output.name, what: "an output that is constant")
    }
    outputStep = last
    join()
  }

  private static func pictureShape(_ input: Graph.ValueInfo, _ graph: Graph) throws -> [Int] {
    let sizes = input.shape.dropFirst().map { dimension in
      if case .fixed(let size) = dimension { size } else { 0 }
    }
    // Within what 64 megapixels of Float32 are, no product below overflows.
    guard !sizes.isEmpty, sizes.allSatisfy({ (1...65_536).contains($0) }),
      sizes.reduce(1, { $0.multipliedReportingOverflow(by: $1).partialValue }) <= 1 << 26,
      sizes.count <= 3
    else {
      throw NeuralNetworkError.unsupported(
        model: graph.name, node: input.name,
        what: "an input of shape \(input.shape) (channels, height and width must be fixed)")
    }
    return Array(sizes)
  }

  private func shape(of value: Int) -> [Int] {
    value < 0 ? inputShape : steps[value].operation.outputShape
  }

  private mutating func append(_ operation: any Operation, _ inputs: [Int]) -> Int {
    steps.append(Step(operation: operation, inputs: inputs))
    return steps.count - 1
  }

  /// Moves ReLU and batch norm into the epilogue of the product before them, and drops copies.
  private mutating func join() {
    var replacement: [Int: Int] = [-1: -1]
    var kept: [Step] = []
    var uses = [Int](repeating: 0, count: steps.count)
    for step in steps { for input in step.inputs where input >= 0 { uses[input] += 1 } }
    for (index, step) in steps.enumerated() {
      let inputs = step.inputs.map { replacement[$0] ?? -1 }
      let isOnlyUser = step.inputs.first.map { $0 >= 0 && uses[$0] == 1 } ?? false
      let isOutput = step.inputs.first == outputStep
      if isOnlyUser, !isOutput, let target = inputs.first, target >= 0,
        let joined = kept[target].operation.joined(with: step.operation)
      {
        kept[target].operation = joined
        replacement[index] = target
      } else {
        kept.append(Step(operation: step.operation, inputs: inputs))
        replacement[index] = kept.count - 1
      }
    }
    outputStep = replacement[outputStep] ?? -1
    steps = kept
  }
}

extension Operation {
  /// This operation followed by `next` in one; nil where they cannot be joined.
  fileprivate func joined(with next: any Operation) -> (any Operation)? {
    switch self {
    case var product as Convolution:
      guard product.outputShape == next.outputShape, product.epilogue.join(next) else {
        return nil
      }
      return product
    case var product as FullyConnected:
      guard product.outputShape == next.outputShape, product.epilogue.join(next) else {
        return nil
      }
      return product
    default: return nil
    }
  }
}

extension Epilogue {
  /// Takes over an operation on each value; false where it does not fit behind what is here.
  fileprivate mutating func join(_ next: any Operation) -> Bool {
    if let activation = next as? Activation {
      switch activation.function {
      case .identity: return true
      case .relu where scales.isEmpty && !isRectified:
        isRectified = true
        return true
      default: return false
      }
    }
    if let affine = next as? ScaleAndShift, scales.isEmpty,
      affine.scales.count == next.outputShape[0]
    {
      (scales, shifts) = (affine.scales, affine.shifts)
      return true
    }
    return false
  }
}

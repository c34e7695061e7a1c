import Kernels

/// A graph's operations in order, with what could be joined joined.
struct Plan {
  /// Most values that a session may hold for one picture, tables included: 1 GiB of Float32.
  static let maximumCount = 1 << 28

  struct Step {
    var operation: any Operation
    /// Values that go in, as indices of steps; -1 is the graph's input.
    var inputs: [Int]
  }

  var steps: [Step] = []
  /// [channels, height, width] or so: one picture of the graph's input.
  let inputShape: [Int]
  /// The step whose value is the graph's output.
  var outputStep = -1
  /// Values of all steps for one picture, and entries of their tables.
  private(set) var valueCount = 0
  /// Values computed at load from constants.
  private var foldedCount = 0

  /// - Parameter kernels: the innermost loops to use.
  init(_ graph: Graph, kernels: NetworkKernels) throws {
    guard graph.inputs.count == 1, let input = graph.inputs.first, let output = graph.outputs.first
    else {
      throw NeuralNetworkError.unsupported(
        model: graph.name, node: "inputs", what: "a model with \(graph.inputs.count) inputs")
    }
    inputShape = try Self.pictureShape(input, graph)
    var constants = graph.initializers.mapValues { KnownValue.floats($0) }
    constants.merge(graph.integerInitializers.mapValues { .sizes(SizeTensor($0)) }) { $1 }
    var known: [String: Int] = [input.name: -1]
    let needed = Self.needed(for: output.name, in: graph)
    for node in graph.nodes where node.outputs.contains(where: needed.contains) {
      let context = NodeContext(
        model: graph.name, node: node, opset: graph.opset,
        shapes: node.inputs.map { known[$0].map(shape) },
        constants: node.inputs.map { constants[$0] }, fixedBatch: input.fixedBatch)
      if let folded = try ConstantFolding.values(of: context) {
        try count(folded, context)
        for (name, value) in zip(node.outputs, folded) { constants[name] = value }
        continue
      }
      let operations = try OperationFactory.make(context)
      if let name = node.outputs.dropFirst(operations.count).first(where: needed.contains) {
        throw context.unsupported("output \(name) of \(node.opType)")
      }
      for (name, operation) in zip(node.outputs, operations) where needed.contains(name) {
        try count(operation, context)
        known[name] = append(operation, node.inputs.compactMap { known[$0] })
      }
    }
    guard let last = known[output.name] else {
      throw NeuralNetworkError.unsupported(
        model: graph.name, node: output.name, what: "an output that is constant")
    }
    outputStep = last
    join()
    arrange(kernels)
    dropCopies()
  }

  /// Names of the values that an output depends on.
  private static func needed(for output: String, in graph: Graph) -> Set<String> {
    var needed: Set<String> = [output]
    for node in graph.nodes.reversed() where node.outputs.contains(where: needed.contains) {
      needed.formUnion(node.inputs)
    }
    // What is left out has no name.
    needed.remove("")
    return needed
  }

  private static func pictureShape(_ input: Graph.ValueInfo, _ graph: Graph) throws -> [Int] {
    let sizes = input.shape.dropFirst().map { dimension in
      if case .fixed(let size) = dimension { size } else { 0 }
    }
    guard (1...3).contains(sizes.count), !sizes.contains(0),
      sizes.product(limit: NodeContext.maximumCount) != nil
    else {
      throw NeuralNetworkError.unsupported(
        model: graph.name, node: "input",
        what: "\(input.title), where channels, height and width are not fixed or too large,")
    }
    return Array(sizes)
  }

  /// Keeps account of constants computed at load; a whole number takes as much as many floats.
  private mutating func count(_ values: [KnownValue], _ context: NodeContext) throws {
    for value in values {
      if case .sizes = value { foldedCount += 8 * value.count } else { foldedCount += value.count }
    }
    guard foldedCount <= NodeContext.maximumCount else {
      throw context.unsupported("so many values computed from constants")
    }
  }

  private mutating func count(_ operation: any Operation, _ context: NodeContext) throws {
    valueCount += operation.outputCount + operation.tableCount
    guard valueCount <= Self.maximumCount else {
      throw context.unsupported("a network that holds more than \(Self.maximumCount) values")
    }
  }

  func shape(of value: Int) -> [Int] {
    value < 0 ? inputShape : steps[value].operation.outputShape
  }

  private mutating func append(_ operation: any Operation, _ inputs: [Int]) -> Int {
    steps.append(Step(operation: operation, inputs: inputs))
    return steps.count - 1
  }

  /// Lets users of a copy, such as a Reshape's, read what it is a copy of, once the layouts are
  /// chosen, which go by the shape behind it; the graph's output keeps the copy that shapes it.
  private mutating func dropCopies() {
    var replacement: [Int: Int] = [-1: -1]
    var kept: [Step] = []
    for (index, step) in steps.enumerated() {
      let inputs = step.inputs.map { replacement[$0] ?? -1 }
      if let copy = step.operation as? Activation, copy.function == .identity,
        index != outputStep, let source = inputs.first
      {
        replacement[index] = source
      } else {
        kept.append(Step(operation: step.operation, inputs: inputs))
        replacement[index] = kept.count - 1
      }
    }
    outputStep = replacement[outputStep] ?? -1
    steps = kept
  }

  /// Moves ReLU and batch norm into the product before them, and drops copies.
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
        let product = kept[target].operation as? any MatrixProduct,
        let joined = product.joined(with: step.operation)
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

extension Graph.ValueInfo {
  /// The batch that a model insists on; nil where any will do.
  fileprivate var fixedBatch: Int? {
    if case .fixed(let size)? = shape.first { size } else { nil }
  }
}

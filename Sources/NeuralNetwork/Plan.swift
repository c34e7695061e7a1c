import Kernels

/// A graph's operations in order, with what could be joined joined.
struct Plan {
  /// Most values that a session may hold for one picture: 1 GiB of Float32.
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
  /// Values of all steps for one picture.
  private(set) var valueCount = 0

  /// - Parameter kernels: the innermost loops to use.
  init(_ graph: Graph, kernels: NetworkKernels) throws {
    guard graph.inputs.count == 1, let input = graph.inputs.first, let output = graph.outputs.first
    else {
      throw NeuralNetworkError.unsupported(
        model: graph.name, node: "inputs", what: "a model with \(graph.inputs.count) inputs")
    }
    inputShape = try Self.pictureShape(input, graph)
    var constants = graph.initializers.mapValues { Constant.floats($0) }
    constants.merge(graph.integerInitializers.mapValues { .integers($0) }) { $1 }
    var known: [String: Int] = [input.name: -1]
    for node in graph.nodes {
      if let constant = try Self.folded(node, constants, graph) {
        constants[node.outputs[0]] = constant
        continue
      }
      let context = NodeContext(
        model: graph.name, node: node, opset: graph.opset,
        shapes: node.inputs.map { known[$0].map(shape) },
        constants: node.inputs.map { constants[$0] })
      let operation = try OperationFactory.make(context)
      try count(operation, context)
      known[node.outputs[0]] = append(operation, node.inputs.compactMap { known[$0] })
    }
    guard let last = known[output.name] else {
      throw NeuralNetworkError.unsupported(
        model: graph.name, node: output.name, what: "an output that is constant")
    }
    outputStep = last
    join()
    arrange(kernels)
  }

  /// The value of a node that computes nothing: a Constant, or a constant's other name.
  private static func folded(
    _ node: Graph.Node, _ constants: [String: Constant], _ graph: Graph
  ) throws -> Constant? {
    if node.opType == "Identity" { return node.inputs.first.flatMap { constants[$0] } }
    guard node.opType == "Constant" else { return nil }
    switch node.attributes.first.map({ ($0.key, $0.value) }) {
    case ("value", .tensor(let tensor))?: return .floats(tensor)
    case ("value", .integerTensor(let tensor))?: return .integers(tensor)
    case ("value_float", .float(let value))?:
      return .floats(Tensor(shape: [], values: [value]))
    case ("value_floats", .floats(let values))?:
      return .floats(Tensor(shape: [values.count], values: values))
    case ("value_int", .int(let value))?:
      return .integers(IntegerTensor(shape: [], values: [value]))
    case ("value_ints", .ints(let values))?:
      return .integers(IntegerTensor(shape: [values.count], values: values))
    default:
      throw NeuralNetworkError.unsupported(
        model: graph.name, node: node.title, what: "a Constant without numbers")
    }
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

  private mutating func count(_ operation: any Operation, _ context: NodeContext) throws {
    guard !operation.outputShape.isEmpty else {
      throw context.unsupported("a result of one dimension")
    }
    valueCount += operation.outputCount
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

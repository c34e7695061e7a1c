/// What an operator asks of its inputs when the batch is one dimension among others.
extension NodeContext {
  /// Whether an input is computed from pictures.
  func isComputed(_ input: Int) -> Bool { input < shapes.count && shapes[input] != nil }

  /// Sizes of an input as ONNX counts its dimensions; the batch of a computed one is 1.
  func fullShape(_ input: Int) throws -> [Int] {
    if input < shapes.count, let shape = shapes[input] { return [1] + shape }
    guard input < constants.count, let constant = constants[input] else {
      throw invalid("its input \(input) is missing")
    }
    return constant.shape
  }

  /// "[batch, 3, 4]", or the shape of a constant.
  func shapeTitle(_ input: Int) -> String {
    if input < shapes.count, let shape = shapes[input] {
      return "[\((["batch"] + shape.map(String.init)).joined(separator: ", "))]"
    }
    return input < constants.count ? "\(constants[input]?.shape ?? [])" : "nothing"
  }

  /// A dimension counted from the front, where negative ones count from the end.
  ///
  /// - Parameter rank: number of dimensions, of which 0 is the batch where input 0 is computed.
  /// - Throws: `NeuralNetworkError` where there is no such dimension, or it is the batch.
  func axis(_ value: Int, rank: Int) throws -> Int {
    guard (-rank..<max(rank, 1)).contains(value) else {
      throw invalid("there is no axis \(value) of \(rank) dimensions")
    }
    let axis = value < 0 ? value + rank : value
    guard axis > 0 || !isComputed(0) else { throw mixesBatch("axis \(value)") }
    return axis
  }

  /// Distinct dimensions, each as ``axis(_:rank:)`` checks it.
  func axes(_ values: [Int], rank: Int) throws -> [Int] {
    let axes = try values.map { try axis($0, rank: rank) }
    guard Set(axes).count == axes.count else { throw invalid("axes \(values) repeat themselves") }
    return axes
  }

  /// What the engine can't do because pictures go through it independently of each other.
  func mixesBatch(_ what: String) -> NeuralNetworkError {
    unsupported("\(what), which would mix or move the pictures of a batch,")
  }

  /// A shape that is to be computed, with a value at least.
  func positive(_ shape: [Int]) throws -> [Int] {
    guard !shape.contains(0) else { throw unsupported("an empty result \(shape)") }
    return try checked(shape)
  }

  /// Whole numbers that are known but for the batch; nil where the input is left out.
  func sizes(_ input: Int) throws -> SizeTensor? {
    guard input < node.inputs.count, !node.inputs[input].isEmpty else { return nil }
    guard case .sizes(let tensor)? = constants[input] else {
      throw unsupported("an input \(node.inputs[input]) that is not constant integers")
    }
    return tensor
  }

  /// A list that newer operator sets take by input and older ones by attribute; nil for neither.
  func list(input: Int, attribute: String) throws -> [Int]? {
    try integers(input) ?? intList(attribute)
  }

  /// Whether a size stands for the batch: its own, or the number that the model fixes it to.
  func isBatch(_ size: Size) -> Bool {
    size == .batch || size == .number(1) || (fixedBatch != nil && size.number == fixedBatch)
  }

  /// An input as it meets the pictures of others.
  ///
  /// - Parameter rank: number of dimensions with the batch.
  /// - Throws: `NeuralNetworkError` where NumPy's alignment would put the batch beside another
  ///   dimension, or a constant differs from picture to picture.
  func operand(_ input: Int, rank: Int) throws -> Operand {
    if input < shapes.count, let shape = shapes[input] {
      guard shape.count + 1 == rank else {
        throw mixesBatch("an input \(shapeTitle(input)) beside one of \(rank) dimensions")
      }
      return Operand(computed: shapes[..<input].compactMap { $0 }.count, shape: shape)
    }
    let tensor = try requiredConstant(input)
    guard tensor.shape.count < rank || (tensor.shape.count == rank && tensor.shape[0] == 1) else {
      throw mixesBatch("a constant \(tensor.shape) beside \(rank) dimensions")
    }
    let shape = tensor.shape.suffix(rank - 1)
    guard !tensor.values.isEmpty else { throw unsupported("an empty constant") }
    return Operand(constant: tensor.values, shape: Array(shape))
  }

  /// All inputs as they meet each other.
  func operands() throws -> [Operand] {
    let rank = shapes.compactMap { $0.map { $0.count + 1 } }.max() ?? 0
    return try node.inputs.indices.map { try operand($0, rank: rank) }
  }
}

import NeuralNetwork

/// What a model wants to be fed with, checked to be gray pictures.
struct ModelInput {
  /// The batch a model insists on; nil where any will do.
  let batch: Int?
  let height: Int
  let width: Int

  /// - Throws: ``RecognitionError/unusableInput(model:reason:)``.
  init(of graph: Graph, model: String, greatestSide: Int) throws {
    func refuse(_ reason: String) -> RecognitionError {
      .unusableInput(model: model, reason: reason)
    }
    // Old files list the weights among the inputs.
    let inputs = graph.inputs.filter { graph.initializers[$0.name] == nil }
    guard inputs.count == 1, let input = inputs.first else {
      throw refuse("the model has \(inputs.count) inputs")
    }
    let shape = input.shape
    guard shape.count == 4 else {
      throw refuse("the input \"\(input.name)\" has \(shape.count) dimensions")
    }
    if case .fixed(let channels) = shape[1], channels != 1 {
      let last = shape[3]
      if case .fixed(1) = last { throw refuse("the input has its one channel last") }
      throw refuse("the model wants \(channels) channels, and pictures are fed as one of gray")
    }
    guard case .fixed(let height) = shape[2], case .fixed(let width) = shape[3],
      (1...greatestSide).contains(height), (1...greatestSide).contains(width)
    else {
      throw refuse(
        "the input's height and width are not both fixed between 1 and \(greatestSide)")
    }
    if case .fixed(let batch) = shape[0] {
      guard (1...1024).contains(batch) else { throw refuse("the model's batch is \(batch)") }
      self.batch = batch
    } else {
      batch = nil
    }
    self.height = height
    self.width = width
  }
}

extension Graph {
  /// Whether the first output comes from a softmax, apart from steps that only reshape it.
  var endsInSoftmax: Bool {
    var name = outputs.first?.name
    while let node = nodes.first(where: { $0.outputs.contains { $0 == name } }) {
      switch node.opType {
      case "Softmax": return true
      case "Identity", "Reshape", "Flatten", "Squeeze", "Cast": name = node.inputs.first
      default: return false
      }
    }
    return false
  }
}

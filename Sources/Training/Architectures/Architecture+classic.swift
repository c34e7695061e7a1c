extension Architecture {
  /// Four stages of two 3x3 convolutions, batch norm behind the ReLU, and two dense layers: the
  /// network that most Keras tutorials on facial expressions build.
  package static let classic = Architecture(
    name: "classic", summary: "four stages of 32 to 256 filters, two dense layers of 64",
    dropoutCount: 6
  ) { blueprint in
    var stack = LayerStack(blueprint)
    stack.rescaling()
    for (index, filters) in [32, 64, 128, 256].enumerated() {
      let stage = "stage\(index + 1)"
      stack.convolutionReLUBatchNorm("\(stage).1", filters: filters)
      stack.convolutionReLUBatchNorm("\(stage).2", filters: filters)
      stack.maxPool("\(stage).pool")
      stack.dropout("\(stage).dropout")
    }
    stack.flatten()
    for index in 1...2 {
      stack.denseReLUBatchNorm("dense\(index)", outputs: 64)
      stack.dropout("dense\(index).dropout")
    }
    stack.dense("classifier", outputs: blueprint.classes)
    return stack.layers
  }
}

extension Architecture {
  /// Three stages of a convolution and a residual block, behind a stem that halves the picture, and
  /// the mean of each channel in place of dense layers.
  package static let residual = Architecture(
    name: "residual",
    summary: "a stem, three stages of 64 to 256 filters with residual blocks, "
      + "global average pooling",
    dropoutCount: 4
  ) { blueprint in
    residualStack(blueprint) { block, stage, filters in
      block.convolutionReLUBatchNorm("\(stage).2", filters: filters)
      block.convolutionReLUBatchNorm("\(stage).3", filters: filters)
    }
  }

  /// The network around its residual blocks.
  ///
  /// - Parameter block: fills a stage's block; gets the stage's name and number of filters.
  static func residualStack(
    _ blueprint: Blueprint, block: (inout LayerStack, String, Int) -> Void
  ) -> [any TrainableLayer] {
    var stack = LayerStack(blueprint)
    stack.rescaling()
    stack.convolutionReLUBatchNorm("stem.1", filters: 32)
    stack.convolutionReLUBatchNorm("stem.2", filters: 32)
    for (index, filters) in [64, 128, 256].enumerated() {
      let stage = "stage\(index + 1)"
      stack.maxPool("\(stage).pool")
      stack.convolutionReLUBatchNorm("\(stage).1", filters: filters)
      stack.residual("\(stage).block") { block(&$0, stage, filters) }
      stack.dropout("\(stage).dropout")
    }
    stack.globalAveragePool("mean")
    stack.dropout("mean.dropout")
    stack.dense("classifier", outputs: blueprint.classes)
    return stack.layers
  }
}

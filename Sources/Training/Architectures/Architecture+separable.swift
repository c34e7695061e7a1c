extension Architecture {
  /// ``residual`` of depthwise-separable convolutions, for slow machines: about two fifths of
  /// its multiply-adds.
  package static let separable = Architecture(
    name: "separable",
    summary: "as residual, of depthwise-separable convolutions, with squeeze and excitation",
    dropoutCount: 4
  ) { blueprint in
    Architecture.residualStack(blueprint) { block, stage, filters in
      block.separableConvolutionReLUBatchNorm("\(stage).2", filters: filters)
      block.separableConvolutionReLUBatchNorm("\(stage).3", filters: filters)
      block.squeezeExcitation("\(stage).gate", squeezed: filters / 8)
    }
  }
}

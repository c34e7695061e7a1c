extension Architecture {
  /// ``residual`` whose blocks weigh their channels by squeeze and excitation.
  package static let squeeze = Architecture(
    name: "squeeze",
    summary: "as residual, with squeeze and excitation in the blocks", dropoutCount: 4
  ) { blueprint in
    Architecture.residualStack(blueprint) { block, stage, filters in
      block.convolutionReLUBatchNorm("\(stage).2", filters: filters)
      block.convolutionReLUBatchNorm("\(stage).3", filters: filters)
      block.squeezeExcitation("\(stage).gate", squeezed: filters / 8)
    }
  }
}

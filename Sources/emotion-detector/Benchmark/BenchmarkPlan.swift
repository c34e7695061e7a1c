import EmotionRecognition

/// What is to be measured, in order.
struct BenchmarkPlan {
  let stages: [StageName]
  let threads: [Int]
  /// The model that was asked for; nil for all.
  let model: String?
  /// The cascade that was asked for; nil for the usual one.
  let cascade: String?
  let machine: Machine

  /// Unreported where it is only needed for the shares that others have of it.
  private var peakGroups: [MeasurementGroup] {
    let isReported = stages.contains(.peak)
    guard isReported || stages.contains(.inference) || stages.contains(.contention) else {
      return []
    }
    return PeakStage(threads: threads + [machine.cores], machine: machine).groups.map { group in
      var group = group
      group.isReported = isReported
      return group
    }
  }

  /// The peak comes first where there are shares of it to be told.
  ///
  /// - Throws: what is wrong with a model or the cascade; only those are read that are needed.
  func groups() throws -> [MeasurementGroup] {
    let locator = DataLocator()
    let needsModel = !Set(stages).isDisjoint(with: [.inference, .contention, .analysis])
    let files = needsModel ? try model.map { [try locator.model($0)] } ?? locator.models() : []
    let models = try files.map { try BenchmarkModel(contentsOf: $0) }
    let usual = models.first { $0.name == DataLocator.defaultModel } ?? models.first
    return try StageName.allCases.flatMap { stage -> [MeasurementGroup] in
      if stage == .peak { return peakGroups }
      guard stages.contains(stage) else { return [] }
      switch stage {
      case .peak: return []
      case .inference: return InferenceStage(models: models, threads: threads).groups
      case .contention:
        return usual.map { ContentionStage(model: $0, cores: machine.cores).groups } ?? []
      case .detection:
        return DetectionStage(cascade: try locator.cascade(cascade), threads: threads).groups
      case .conversion: return ConversionStage().groups
      case .overlay: return OverlayStage().groups
      case .analysis:
        let cascade = try locator.cascade(cascade)
        return usual.map {
          AnalysisStage(model: $0, cascade: cascade, threads: threads).groups
        } ?? []
      }
    }
  }
}

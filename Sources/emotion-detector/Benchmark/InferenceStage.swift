/// The networks on batches of one and of eight faces.
struct InferenceStage {
  static let batches = [1, 8]

  let models: [BenchmarkModel]
  let threads: [Int]

  var groups: [MeasurementGroup] {
    models.flatMap { model in
      Self.batches.flatMap { batch in
        threads.map {
          MeasurementGroup([Self.measurement(.inference, model, batch: batch, threads: $0)])
        }
      }
    }
  }

  static func measurement(
    _ stage: StageName, _ model: BenchmarkModel, batch: Int, threads: Int
  ) -> Measurement {
    var record = BenchmarkRecord(stage, threads: threads)
    record.model = model.name
    record.batch = batch
    return Measurement(record: record, multiplyAdds: model.multiplyAdds * batch) {
      try model.pass(batch: batch, threads: threads)
    }
  }
}

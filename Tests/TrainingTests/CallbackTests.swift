import Testing
import Training

@Suite struct CallbackTests {
  private func run() throws -> TrainingRun {
    let model = try Architecture.classic.makeModel(labels: ["a", "b"], dropout: [0], seed: 1)
    return TrainingRun(model: model, learningRate: 1, epochs: 100)
  }

  private func record(_ epoch: Int, _ loss: Double) -> EpochRecord {
    EpochRecord(
      epoch: epoch, loss: loss, accuracy: 0, validationLoss: loss, validationAccuracy: 0,
      learningRate: 1, seconds: 0)
  }

  @Test func stoppingWaitsForPatienceEpochsInARowWithoutImprovement() throws {
    let run = try run()
    let stopping = EarlyStopping(patience: 3)
    for (index, loss) in [1.0, 0.9, 0.95, 0.95, 0.8, 0.81, 0.8].enumerated() {
      stopping.epochEnded(record(index + 1, loss), run)
      #expect(run.stopReason == nil, "epoch \(index + 1)")
    }
    stopping.epochEnded(record(8, 0.8), run)
    #expect(run.stopReason != nil)
  }

  @Test func aPlateauLowersTheRateByTheFactorAgainAndAgain() throws {
    let run = try run()
    let plateau = ReduceLROnPlateau(factor: 0.1, patience: 2, minimumRate: 0.005)
    var rates: [Double] = []
    for epoch in 1...8 {
      plateau.epochEnded(record(epoch, epoch == 1 ? 1 : 2), run)
      rates.append(run.learningRate)
    }
    let expected = [1, 1, 0.1, 0.1, 0.01, 0.01, 0.005, 0.005]
    #expect(zip(rates, expected).allSatisfy { abs($0 - $1) < 1e-12 }, "\(rates)")
  }

  @Test func aCooldownCountsNothing() throws {
    let run = try run()
    let plateau = ReduceLROnPlateau(factor: 0.5, patience: 1, cooldown: 2)
    var rates: [Double] = []
    for epoch in 1...5 {
      plateau.epochEnded(record(epoch, epoch == 1 ? 1 : 2), run)
      rates.append(run.learningRate)
    }
    #expect(rates == [1, 0.5, 0.5, 0.25, 0.25])
  }

  @Test func anImprovementByNoMoreThanTheDeltaDoesNotCount() {
    var monitor = MetricMonitor(minimumDelta: 0.1)
    let answers = [1, 0.95, 0.85, Double.nan, 0.8].enumerated().map {
      monitor.improves(record($0.offset + 1, $0.element))
    }
    #expect(answers == [true, false, true, false, false])
    #expect(monitor.bestEpoch == 3)
  }

  @Test func callbacksGoOnFromTheirSavedState() throws {
    let run = try run()
    let first = EarlyStopping(patience: 2)
    first.epochEnded(record(1, 0.5), run)
    first.epochEnded(record(2, 0.6), run)
    let second = EarlyStopping(patience: 2)
    try second.restore(try #require(try first.savedState()))
    // Worse than the saved best, though better than nothing: the wait goes on.
    second.epochEnded(record(3, 0.55), run)
    #expect(run.stopReason != nil)
  }

  @Test func theCosineFallsFromTheInitialRateTowardsZero() throws {
    let schedule = CosineSchedule(initialRate: 2)
    #expect(schedule.rate(epoch: 0, of: 10) == 2)
    #expect(abs(schedule.rate(epoch: 5, of: 10) - 1) < 1e-12)
    #expect(schedule.rate(epoch: 10, of: 10) < 1e-12)
  }

  @Test func stepsMultiplyTheRate() {
    let schedule = StepSchedule(initialRate: 2, factor: 0.5, epochs: 3)
    #expect((0..<7).map { schedule.rate(epoch: $0) } == [2, 2, 2, 1, 1, 1, 0.5])
  }

  @Test func theCosineRisesInEvenStepsBeforeItFalls() {
    let schedule = CosineSchedule(initialRate: 2, warmUpEpochs: 3)
    #expect((0...3).map { schedule.rate(epoch: $0, of: 11) } == [0.5, 1, 1.5, 2])
    #expect(abs(schedule.rate(epoch: 7, of: 11) - 1) < 1e-12)
    #expect(schedule.rate(epoch: 11, of: 11) < 1e-12)
  }
}

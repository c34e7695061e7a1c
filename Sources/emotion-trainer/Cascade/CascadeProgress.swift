import CascadeTraining
import Foundation

/// Shows how training a cascade comes along: a line that is drawn over on a terminal, and one for
/// each stage that stays.
final class CascadeProgress {
  private let clock = ContinuousClock()
  private var stageStart: ContinuousClock.Instant
  private var hits = 1.0
  private var falseAlarms = 1.0

  init() { stageStart = clock.now }

  func show(_ progress: CascadeTrainer.Progress) {
    switch progress {
    case .searching(let stage, let found, let wanted):
      draw(
        "stage \(stage): \(Console.bar(Double(found) / Double(wanted))) \(found) of \(wanted) negatives"
      )
    case .boosting(let stage, let trees, let hitRate, let falseAlarmRate):
      draw(
        String(
          format: "stage %d: %d trees, hit rate %.4f, false alarm rate %.3f", stage, trees, hitRate,
          falseAlarmRate))
    case .stage(let report): close(report)
    }
  }

  func finish() {
    if Console.isTerminal { Console.redraw("") }
  }

  private func draw(_ line: String) {
    if Console.isTerminal { Console.redraw(line) }
  }

  private func close(_ report: CascadeTrainer.StageReport) {
    finish()
    hits *= report.hitRate
    falseAlarms *= report.falseAlarmRate
    let seconds = Int((clock.now - stageStart) / .seconds(1))
    stageStart = clock.now
    Console.say(
      String(
        format: "stage %d  trees %d  hit rate %.4f  false alarm rate %.3f  so far %.4f and %.2g  "
          + "faces %d  negatives %d from %d pictures  %d:%02d",
        report.stage, report.trees, report.hitRate, report.falseAlarmRate, hits, falseAlarms,
        report.faces, report.negatives, report.pictures, seconds / 60, seconds % 60))
  }
}

import CascadeTraining
import Imaging
import Reports

/// The curves of several cascades, to look at and to compute with.
enum CascadeCurves {
  static func draw(_ results: [CascadeResult]) throws -> ColorImage {
    try DetectionPlot.draw(
      results.map { result in
        DetectionPlot.Curve(
          name: result.name,
          points: result.evaluation.curve().map { ($0.falseAlarms * 100, $0.found) })
      })
  }

  static func csv(_ results: [CascadeResult]) -> String {
    results.reduce("cascade,false_alarms,found,score\n") { text, result in
      text
        + result.evaluation.curve().map {
          "\(result.name),\($0.falseAlarms),\($0.found),\($0.score)\n"
        }.joined()
    }
  }
}

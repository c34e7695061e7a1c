import Foundation

/// Steadies the shown label of each face over time, each face by itself.
///
/// Probabilities follow an exponential average whose memory is a time, not a number of frames, so
/// that it shows the same at 5 frames a second as at 60; but no single frame counts for more than
/// all before it. The shown label gives way to another only when that one leads by a margin or has
/// led for a while, and to "uncertain" only when it has been unlikely for a while: it neither
/// flickers between two near equals nor keeps the wrong one for ever.
package struct EmotionSmoother: Sendable {
  /// What can be set; the defaults are what `live` uses.
  package struct Parameters: Sendable, Equatable {
    /// Time constant of the average: after it, 63 % of a sudden change is shown.
    package var timeConstant: Duration = .milliseconds(120)
    /// How far another label's average must lead to be shown at once.
    package var margin: Float = 0.1
    /// How long another label must have led to be shown with a smaller lead, and how long the shown
    /// one must have been too unlikely to be taken away.
    package var patience: Duration = .milliseconds(500)
    /// Below this probability no emotion is shown.
    package var threshold: Float = 0.4
    /// How far a face must come above `threshold` to be named again, and fall below it to become
    /// uncertain: most changes of a steady face are otherwise those between its label and none.
    package var hysteresis: Float = 0.05

    package init() {}
  }

  /// What is remembered of a face.
  private struct Memory {
    var average: [Float]
    var time: Duration
    var label: Int
    var leader: Int
    var leadingSince: Duration
    var certain: Bool
    /// When the shown label was last likely enough.
    var likelyAt: Duration
  }

  private let parameters: Parameters
  private var faces: [Int: Memory] = [:]

  package init(_ parameters: Parameters = Parameters()) {
    self.parameters = parameters
  }

  /// How many faces are remembered.
  package var count: Int { faces.count }

  /// Takes a face's probabilities and tells what to show.
  ///
  /// - Parameters:
  ///   - probabilities: of each label, 0...1, sum 1, not empty, as many at each call.
  ///   - face: the face's number.
  ///   - time: since the stream's first frame; a time before the last one counts as the last one.
  /// - Returns: nil when uncertain.
  package mutating func update(
    _ probabilities: [Float], of face: Int, at time: Duration
  ) -> SteadyEmotion? {
    precondition(!probabilities.isEmpty, "face \(face) has no probabilities")
    guard var memory = faces[face], memory.average.count == probabilities.count else {
      faces[face] = begin(probabilities, at: time)
      return shown(of: face)
    }
    let elapsed = max(.zero, time - memory.time)
    // At a low rate the newest frame alone would decide, and a single odd one would show.
    let weight = min(0.5, Float(1 - exp(-(elapsed / parameters.timeConstant))))
    for index in probabilities.indices {
      memory.average[index] += weight * (probabilities[index] - memory.average[index])
    }
    memory.time = max(time, memory.time)
    follow(&memory)
    faces[face] = memory
    return shown(of: face)
  }

  /// What is shown of a face without anything new known of it: nil when uncertain or unknown.
  package func shown(of face: Int) -> SteadyEmotion? {
    guard let memory = faces[face], memory.certain else { return nil }
    return SteadyEmotion(label: memory.label, confidence: memory.average[memory.label])
  }

  /// Forgets all faces but these.
  package mutating func keep(_ ids: some Sequence<Int>) {
    let kept = Set(ids)
    faces = faces.filter { kept.contains($0.key) }
  }

  private func begin(_ probabilities: [Float], at time: Duration) -> Memory {
    let label = Self.leader(of: probabilities)
    return Memory(
      average: probabilities, time: time, label: label, leader: label, leadingSince: time,
      certain: probabilities[label] >= parameters.threshold, likelyAt: time)
  }

  /// Decides, after the average has moved, which label is shown and whether any is.
  private func follow(_ memory: inout Memory) {
    let leader = Self.leader(of: memory.average)
    if leader != memory.leader {
      memory.leader = leader
      memory.leadingSince = memory.time
    }
    if leader != memory.label {
      let lead = memory.average[leader] - memory.average[memory.label]
      let patient = memory.time - memory.leadingSince >= parameters.patience
      // An uncertain face shows nothing that a change could make flicker.
      if lead >= parameters.margin || patient || !memory.certain { memory.label = leader }
    }
    judge(&memory)
  }

  /// Decides whether the label is likely enough to be named.
  private func judge(_ memory: inout Memory) {
    let confidence = memory.average[memory.label]
    let bar = parameters.threshold + parameters.hysteresis * (memory.certain ? -1 : 1)
    if confidence >= bar { memory.likelyAt = memory.time }
    memory.certain =
      memory.certain
      ? memory.time - memory.likelyAt < parameters.patience : confidence >= bar
  }

  private static func leader(of values: [Float]) -> Int {
    values.indices.max { values[$0] < values[$1] } ?? 0
  }
}

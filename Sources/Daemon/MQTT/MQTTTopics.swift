import EmotionRecognition
import Pipeline

/// What is told of a camera, and under which topics.
package struct MQTTTopics: Sendable {
  private let camera: String
  private let discovery: String?

  package init(_ settings: MQTTSettings) {
    camera = settings.camera
    discovery = settings.discovery
  }

  private var base: String { "emotion-detector/\(camera)" }
  private var state: String { "\(base)/state" }

  /// `online` and `offline`; the broker says the latter itself when the daemon is lost.
  package var availability: String { "\(base)/availability" }

  package func availability(_ isOnline: Bool) -> MQTTMessage {
    MQTTMessage(
      topic: availability, text: isOnline ? "online" : "offline", isRetained: true)
  }

  /// How many faces there are, and what the largest shows; null where that is none or uncertain.
  package func state(_ analysis: FrameAnalysis) -> MQTTMessage {
    let largest = analysis.faces.max { $0.box.area < $1.box.area }
    let emotion = largest?.emotion.map(JSONText.string) ?? "null"
    return MQTTMessage(
      topic: state, text: "{\"faces\":\(analysis.faces.count),\"emotion\":\(emotion)}",
      isRetained: true)
  }

  /// An event's line.
  package func event(_ line: String) -> MQTTMessage {
    MQTTMessage(topic: "\(base)/events", text: line, isRetained: false)
  }

  /// What Home Assistant makes a device with three entities of.
  package var discoveries: [MQTTMessage] {
    guard let discovery else { return [] }
    return [
      (
        "binary_sensor", "face", "Face", "{{ 'ON' if value_json.faces > 0 else 'OFF' }}",
        "occupancy"
      ),
      ("sensor", "faces", "Faces", "{{ value_json.faces }}", nil),
      (
        "sensor", "emotion", "Expression", "{{ value_json.emotion or 'none' }}", nil
      ),
    ].map { component, key, name, template, kind in
      let fields =
        [
          ("name", name), ("unique_id", "emotion_detector_\(camera)_\(key)"),
          ("state_topic", state), ("value_template", template),
          ("availability_topic", availability),
        ] + (kind.map { [("device_class", $0)] } ?? [])
      let entity = fields.map { "\(JSONText.string($0)):\(JSONText.string($1))" }
      return MQTTMessage(
        topic: "\(discovery)/\(component)/emotion_detector_\(camera)/\(key)/config",
        text: "{\(entity.joined(separator: ",")),\(device)}", isRetained: true)
    }
  }

  private var device: String {
    let id = JSONText.string("emotion_detector_\(camera)")
    return
      "\"device\":{\"identifiers\":[\(id)],\"name\":\(JSONText.string("Emotion detector \(camera)"))}"
  }
}

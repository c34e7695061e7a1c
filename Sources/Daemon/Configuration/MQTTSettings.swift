/// Which MQTT broker is told.
package struct MQTTSettings: Sendable, Equatable {
  /// The broker; nil for none.
  package var host: String?
  /// nil for 1883, or 8883 with TLS.
  package var port: Int?
  /// What the camera is called in topics; letters, digits, `-` and `_`.
  package var camera = "camera"
  package var user: String?
  /// A file whose first line is the password.
  package var passwordFile: String?
  /// The certificates that the broker's is checked against; TLS is used where one is named.
  package var caFile: String?
  /// Whether every event goes there, too, not only changes.
  package var events = false
  /// The topic that Home Assistant looks for devices below; nil for none.
  package var discovery: String? = "homeassistant"
  /// Most messages that wait for the broker.
  package var queue = 256

  package init() {}
}

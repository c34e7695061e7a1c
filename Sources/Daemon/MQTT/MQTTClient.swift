import CMosquitto
import Foundation

/// libmosquitto's client. Belongs to one thread, which must call ``work(atMost:)`` again and again.
final class MQTTClient {
  private let settings: MQTTSettings
  private let host: String
  private let handle: OpaquePointer
  /// What the broker said to the last connection, 0 for yes; nil before it has said anything.
  private var greeting: Int32?

  /// - Parameter farewell: what the broker tells for the client when it is lost.
  /// - Throws: ``DaemonError/unusableBroker(host:reason:)``, where the library is missing or refuses
  ///   what is configured.
  init(_ settings: MQTTSettings, farewell: MQTTMessage) throws {
    self.settings = settings
    host = settings.host ?? ""
    if let reason = Self.loadFailure {
      throw DaemonError.unusableBroker(
        host: host, reason: "\(reason); install Debian's libmosquitto1")
    }
    // Without a name the broker gives one, and two daemons don't throw each other out.
    guard let handle = mosquitto_new(nil, true, nil) else {
      throw DaemonError.unusableBroker(host: host, reason: "out of memory")
    }
    self.handle = handle
    try configure(farewell)
  }

  deinit { mosquitto_destroy(handle) }

  private static let loadFailure: String? = {
    if let reason = mosquitto_load() { return String(cString: reason) }
    mosquitto_lib_init()
    return nil
  }()

  private func configure(_ farewell: MQTTMessage) throws {
    let text = Array(farewell.text.utf8)
    try check(
      mosquitto_will_set(
        handle, farewell.topic, Int32(text.count), text, 1, farewell.isRetained))
    if let user = settings.user {
      try check(mosquitto_username_pw_set(handle, user, try password()))
    }
    if let file = settings.caFile {
      try check(mosquitto_tls_set(handle, file, nil, nil, nil, nil))
    }
  }

  private func password() throws -> String? {
    guard let file = settings.passwordFile else { return nil }
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw DaemonError.unusableBroker(host: host, reason: "\(file) can't be read")
    }
    return String(text.prefix { !$0.isNewline })
  }

  // MARK: - The connection

  /// Whether the broker has taken the client in.
  var isConnected: Bool { greeting == 0 }

  /// Connects; ``isConnected`` tells once the broker has answered.
  ///
  /// - Throws: ``DaemonError/unusableBroker(host:reason:)``, where nobody answers.
  func connect() throws {
    greeting = nil
    mosquitto_connect_callback_set(handle, Self.greet)
    let port = settings.port ?? (settings.caFile == nil ? 1883 : 8883)
    try withCallbacks { try check(mosquitto_connect(handle, host, Int32(port), 30)) }
  }

  /// Sends and receives what there is, waiting for it no longer than so many milliseconds.
  ///
  /// - Throws: ``DaemonError/unusableBroker(host:reason:)``, where the connection is lost or the
  ///   broker refuses the client.
  func work(atMost milliseconds: Int32) throws {
    try withCallbacks { try check(mosquitto_loop(handle, milliseconds, 1)) }
    if let greeting, greeting != 0 {
      throw DaemonError.unusableBroker(
        host: host, reason: String(cString: mosquitto_connack_string(greeting)))
    }
  }

  /// Whether everything handed over has been sent: the library's own queue has no bound.
  var isIdle: Bool { !mosquitto_want_write(handle) }

  /// Sends a message at most once (quality of service 0): what waits for an answer of the broker
  /// would wait in the library, without a bound.
  func publish(_ message: MQTTMessage) throws {
    let text = Array(message.text.utf8)
    try check(
      mosquitto_publish(
        handle, nil, message.topic, Int32(text.count), text, 0, message.isRetained))
  }

  func disconnect() { mosquitto_disconnect(handle) }

  private static let greet:
    @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, Int32) -> Void =
      { _, context, code in
        // SAFETY: `withCallbacks` lends the client for as long as callbacks are called.
        guard let context else { return }
        Unmanaged<MQTTClient>.fromOpaque(context).takeUnretainedValue().greeting = code
      }

  /// Callbacks are called within calls of the library only.
  private func withCallbacks(_ body: () throws -> Void) rethrows {
    mosquitto_user_data_set(handle, Unmanaged.passUnretained(self).toOpaque())
    defer { mosquitto_user_data_set(handle, nil) }
    try withExtendedLifetime(self) { try body() }
  }

  private func check(_ result: Int32) throws {
    guard result != mosquitto_success else { return }
    let text =
      result == mosquitto_system_error
      ? String(cString: strerror(errno)) : String(cString: mosquitto_strerror(result))
    throw DaemonError.unusableBroker(host: host, reason: text)
  }
}

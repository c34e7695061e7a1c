import Daemon
import EmotionRecognition
import Foundation
import Imaging
import Logging
import Programs
import Testing

@Suite struct MQTTTests {
  private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func settings(_ port: Int) -> MQTTSettings {
    var settings = MQTTSettings()
    (settings.host, settings.port, settings.camera) = ("127.0.0.1", port, "door")
    return settings
  }

  private func message(_ number: Int, retained: Bool = false) -> MQTTMessage {
    MQTTMessage(topic: retained ? "kept" : "t", text: "\(number)", isRetained: retained)
  }

  @Test func theOldestEventsMakeRoomAndTheNewestStateStays() {
    var queue = MQTTQueue(limit: 3)
    queue.append(message(0, retained: true))
    for number in 1...5 { queue.append(message(number)) }
    queue.append(message(6, retained: true))
    #expect(queue.count == 3 && queue.dropped == 3)
    let taken = (0..<4).map { _ in queue.take()?.text }
    #expect(taken == ["4", "5", "6", nil])
  }

  @Test func theStateIsThatOfTheLargestFace() {
    var analysis = SmallFrames.analysis(
      1, [1: Rect(x: 0, y: 0, width: 5, height: 5), 2: Rect(x: 9, y: 9, width: 9, height: 9)])
    for index in analysis.faces.indices {
      analysis.faces[index].emotion = analysis.faces[index].id == 2 ? "happy" : "sad"
    }
    let topics = MQTTTopics(settings(1))
    #expect(topics.state(analysis).text == "{\"faces\":2,\"emotion\":\"happy\"}")
    #expect(topics.state(SmallFrames.analysis(1)).text == "{\"faces\":0,\"emotion\":null}")
  }

  @Test func homeAssistantsDescriptionsAreJSON() throws {
    let messages = MQTTTopics(settings(1)).discoveries
    #expect(messages.count == 3)
    for message in messages {
      let object = try JSONSerialization.jsonObject(with: Data(message.text.utf8))
      let entity = try #require(object as? [String: Any])
      #expect(entity["state_topic"] as? String == "emotion-detector/door/state")
      #expect(entity["availability_topic"] as? String == "emotion-detector/door/availability")
      #expect(message.topic.hasPrefix("homeassistant/") && message.topic.hasSuffix("/config"))
    }
    #expect(Set(messages.map(\.topic)).count == 3)
  }

  @Test(.enabled(if: Broker.isThere, "needs Debian's mosquitto and mosquitto-clients"))
  func aBrokerKeepsStateAndAvailability() throws {
    let folder = try TemporaryFolder()
    let broker = try Broker(in: folder)
    let teller = MQTTTeller(log: log)
    try teller.apply(settings(broker.port))
    teller.write(SmallFrames.analysis(1), line: "unwanted")
    let kept = try broker.messages("emotion-detector/#", count: 2)
    #expect(
      kept == [
        "emotion-detector/door/availability online",
        "emotion-detector/door/state {\"faces\":0,\"emotion\":null}",
      ])
    #expect(try broker.messages("homeassistant/#", count: 3).count == 3)
    teller.finish()
    #expect(
      try broker.messages("emotion-detector/door/availability", count: 1) == [
        "emotion-detector/door/availability offline"
      ])
    broker.end()
  }

  @Test(.enabled(if: Broker.isThere, "needs Debian's mosquitto and mosquitto-clients"))
  func aBrokerThatIsAwayCostsOnlyTheQueue() throws {
    let folder = try TemporaryFolder()
    let first = try Broker(in: folder)
    var settings = settings(first.port)
    (settings.events, settings.queue) = (true, 10)
    let teller = MQTTTeller(log: log)
    try teller.apply(settings)
    teller.write(SmallFrames.analysis(0), line: "first")
    #expect(eventually { teller.counts?.sent ?? 0 >= 2 })
    first.end()
    // An hour of it, at 30 a second.
    let face = [1: Rect(x: 0, y: 0, width: 5, height: 5)]
    for number in 0..<108_000 {
      teller.write(SmallFrames.analysis(number, number % 2 == 0 ? face : [:]), line: "\(number)")
    }
    #expect(teller.counts?.dropped ?? 0 > 100_000)
    let second = try Broker(in: folder, port: first.port)
    let state = try second.messages("emotion-detector/door/state", count: 1)
    #expect(state == ["emotion-detector/door/state {\"faces\":0,\"emotion\":null}"])
    #expect(
      try second.messages("emotion-detector/door/availability", count: 1) == [
        "emotion-detector/door/availability online"
      ])
    teller.finish()
    second.end()
  }

  @Test(.enabled(if: Broker.isThere, "needs Debian's mosquitto and mosquitto-clients"))
  func userPasswordAndTLSAreAskedFor() throws {
    let folder = try TemporaryFolder()
    let certificate = "\(folder.path)/ca.pem"
    let script = """
      cd \(folder.path) && openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out ca.pem \
      -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -days 2 2>&1 \
      && mosquitto_passwd -c -b passwords door secret 2>&1
      """
    let made = try Program.run(["-c", script], executable: "/bin/sh")
    #expect(made.status == 0, "\(made.output)")
    let broker = try Broker(
      in: folder,
      """
      certfile \(certificate)
      keyfile \(folder.path)/key.pem
      password_file \(folder.path)/passwords
      allow_anonymous false
      """)
    var settings = settings(broker.port)
    (settings.user, settings.caFile) = ("door", certificate)
    settings.passwordFile = try folder.file("password", "secret\nnot this\n")
    let teller = MQTTTeller(log: log)
    try teller.apply(settings)
    let credentials = ["--cafile", certificate, "-u", "door", "-P", "secret"]
    let kept = try broker.messages("emotion-detector/#", count: 1, credentials)
    #expect(kept == ["emotion-detector/door/availability online"])
    teller.finish()
    // The wrong password is refused, and told of; nothing else happens.
    settings.passwordFile = try folder.file("other", "wrong\n")
    try teller.apply(settings)
    teller.write(SmallFrames.analysis(1), line: "")
    let last = try broker.messages("emotion-detector/#", count: 1, credentials)
    #expect(last == ["emotion-detector/door/availability offline"])
    #expect(teller.counts?.sent == 0)
    teller.finish()
    broker.end()
  }

  @Test func whatCannotBeUsedIsSaid() throws {
    var settings = settings(1)
    (settings.user, settings.passwordFile) = ("x", "/nowhere/password")
    let teller = MQTTTeller(log: log)
    #expect(throws: DaemonError.self) { try teller.apply(settings) }
    (settings.user, settings.caFile) = (nil, "/nowhere/ca.pem")
    #expect(throws: DaemonError.self) { try teller.apply(settings) }
    #expect(teller.counts == nil)
  }
}

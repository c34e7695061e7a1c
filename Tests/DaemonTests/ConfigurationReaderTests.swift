import Daemon
import Programs
import Testing

@Suite struct ConfigurationReaderTests {
  private func read(
    _ text: String, environment: [String: String] = [:],
    overrides: [(name: String, value: String, place: String)] = []
  ) throws -> DaemonConfiguration {
    let folder = try TemporaryFolder()
    let file = try folder.file("daemon.yaml", text)
    return try ConfigurationReader(file: file, environment: environment, overrides: overrides)
      .read()
  }

  /// What is wrong, each with the line it is told of.
  private func mistakes(_ text: String, environment: [String: String] = [:]) throws -> [String] {
    do {
      _ = try read(text, environment: environment)
      return []
    } catch DaemonError.unusableConfiguration(let mistakes) {
      return mistakes.map { mistake in
        let place = mistake.place.split(separator: "/").last.map(String.init) ?? ""
        return "\(place): \(mistake.text)"
      }
    }
  }

  @Test func withoutAFileTheDefaultsKeepNothingAndOpenNoNetwork() throws {
    let configuration = try ConfigurationReader(file: nil, environment: [:]).read()
    #expect(configuration == DaemonConfiguration())
    #expect(configuration.recording.folder == nil && configuration.events.folder == nil)
    #expect(configuration.metrics.port == nil && !configuration.events.standardOutput)
  }

  @Test func everyMistakeIsNamedWithItsLine() throws {
    let found = try mistakes(
      """
      evnts:
        folder: x
      events:
        keep_day: 3
        readers: 9999
        queue_lines: [1, 2]
      source:
        loop: maybe
        width: {a: b}
      recording:
        when: face
      """)
    #expect(
      found == [
        "daemon.yaml:2: evnts.folder: unknown key; did you mean events.folder?",
        "daemon.yaml:4: events.keep_day: unknown key; did you mean events.keep_days?",
        "daemon.yaml:5: events.readers is a whole number from 1 to 256, not 9999",
        "daemon.yaml:6: events.queue_lines is a whole number from 1 to 65536, not [1, 2]",
        "daemon.yaml:8: source.loop is true or false, not maybe",
        "daemon.yaml:9: source.width is a whole number from 1 to 16384, not keys of its own",
        "daemon.yaml:11: recording.when is face, but no recording.folder says where to",
      ])
  }

  @Test func whatIsNoYAMLIsNamedWithItsLine() throws {
    #expect(
      try mistakes("events:\n  folder: \"x\n").first?.hasPrefix("daemon.yaml:3: is no") ?? false)
    #expect(
      try mistakes("events:\n\tfolder: x\n").first?.hasPrefix("daemon.yaml:2: is no") ?? false)
    #expect(try mistakes("a: *b\n").first?.hasPrefix("daemon.yaml:1: is no YAML") ?? false)
    #expect(
      try mistakes("[1, 2]\n") == [
        "daemon.yaml:1: wants sections such as `events:` with keys below them"
      ])
    #expect(try mistakes("events: 3\n") == ["daemon.yaml:1: events: wants keys below it, indented"])
    let twice = try mistakes("events:\n  folder: a\n  folder: b\n")
    #expect(twice.count == 1 && twice[0].contains("stands twice"))
  }

  @Test func aFileThatIsNotThereIsAMistake() {
    let reader = ConfigurationReader(file: "/nowhere/daemon.yaml", environment: [:])
    #expect(throws: DaemonError.self) { try reader.read() }
  }

  @Test func theCommandLineGoesOverTheEnvironmentOverTheFile() throws {
    let text = "analysis:\n  fps: 1\n  threads: 1\n  min_face: 31\n"
    let environment = [
      "EMOTION_DETECTOR_ANALYSIS_FPS": "2", "EMOTION_DETECTOR_ANALYSIS_THREADS": "2",
    ]
    let configuration = try read(
      text, environment: environment, overrides: [("analysis.fps", "3", "--analysis-fps")])
    #expect(configuration.analysis.fps == 3)
    #expect(configuration.analysis.threads == 2)
    #expect(configuration.analysis.minFace == 31)
  }

  @Test func anEmptyValueTakesALimitAway() throws {
    let configuration = try read("events:\n  keep_days:\n  keep_bytes: ~\n")
    #expect(configuration.events.keepDays == nil && configuration.events.keepBytes == nil)
  }

  @Test func anUnknownVariableOfASectionIsAMistake() throws {
    let found = try mistakes(
      "", environment: ["EMOTION_DETECTOR_METRICS_PROT": "1", "EMOTION_DETECTOR_DATA": "/x"])
    #expect(
      found == [
        "EMOTION_DETECTOR_METRICS_PROT: is unknown; did you mean EMOTION_DETECTOR_METRICS_PORT?"
      ])
  }

  @Test func theDocumentedFileReadsBackAsWhatItWasMadeFrom() throws {
    var configuration = DaemonConfiguration()
    configuration.source.camera = "/dev/v4l/by-id/usb \"x\": #1"
    configuration.analysis.labels = ["happy", "so, so"].map { $0.replacing(",", with: "") }
    configuration.analysis.inputRange = .symmetric
    configuration.events.keepDays = nil
    configuration.events.rotateBytes = 5000
    configuration.recording.folder = "/var/lib/x"
    configuration.recording.privacy = .eventsOnly
    configuration.metrics.port = 9477
    for wanted in [configuration, DaemonConfiguration()] {
      #expect(try read(DocumentedConfiguration.text(wanted)) == wanted)
    }
  }

  @Test func sizesAreReadWithTheirUnits() {
    #expect(ByteCount.parse("64 MiB") == 64 << 20)
    #expect(ByteCount.parse("1GiB") == 1 << 30)
    #expect(ByteCount.parse("500") == 500)
    #expect(ByteCount.parse("64 MB") == nil)
    #expect(ByteCount.parse("9999999999999 TiB") == nil)
    #expect(ByteCount.text(3 << 20) == "3 MiB" && ByteCount.text(1000) == "1000")
  }
}

extension Setting {
  /// Every key there is, in the order of the documented file.
  package static let all: [Setting] =
    source + analysis + events + recording
    + [
      Setting(
        "control.socket", \.control.socket, .text,
        """
        The socket for `emotion-detector control`. Empty: control.sock in RUNTIME_DIRECTORY
        (systemd), else in XDG_RUNTIME_DIR/emotion-detector, else in /run/emotion-detector.
        """),
      Setting(
        "metrics.port", \.metrics.port, .count(1...65535),
        """
        Metrics for Prometheus at http://127.0.0.1:PORT/metrics. Empty: no network is opened;
        `emotion-detector control metrics` has them, too.
        """),
    ] + mqtt

  private static let source = [
    Setting(
      "source.camera", \.source.camera, .text,
      "The camera, such as /dev/video0 or /dev/v4l/by-id/…. Empty: the first one with colour."),
    Setting(
      "source.file", \.source.file, .text,
      "A video file or a folder of pictures, played as if it were a camera."),
    Setting("source.loop", \.source.loop, .flag, "Whether the file begins again at its end."),
    Setting("source.width", \.source.width, .count(1...16384), "Capture width wished for."),
    Setting("source.height", \.source.height, .count(1...16384), "Capture height wished for."),
    Setting("source.fps", \.source.fps, .number(0.1...1000), "Capture rate wished for."),
    Setting(
      "source.pixel_format", \.source.pixelFormat, .text,
      "Capture format that must be used, such as YUYV or MJPG."),
  ]

  private static let analysis = [
    Setting(
      "analysis.fps", \.analysis.fps, .number(0.1...1000),
      "Most analyses a second. Empty: every frame there is time for."),
    Setting(
      "analysis.model", \.analysis.model, .text,
      "ONNX model, a file or the name of one in models/. Empty: the default one."),
    Setting(
      "analysis.labels", \.analysis.labels, .texts,
      "The classes of a model that doesn't name them itself, in its order."),
    Setting(
      "analysis.input_range", \.analysis.inputRange, .choice,
      "What such a model wants gray levels to be: 0..255, 0..1 or -1..1."),
    Setting(
      "analysis.cascade", \.analysis.cascade, .text,
      "Haar cascade in OpenCV's XML. Empty: the project's own, frontalface."),
    Setting(
      "analysis.min_face", \.analysis.minFace, .count(1...16384),
      "Smallest face in pixels. Empty: a tenth of the picture's shorter side, at least 30."),
    Setting(
      "analysis.min_neighbors", \.analysis.minNeighbors, .count(0...1000),
      "How many overlapping hits make a face."),
    Setting(
      "analysis.full_scan", \.analysis.fullScan, .flag,
      "Scan every frame from end to end: several times the work."),
    Setting(
      "analysis.threads", \.analysis.threads, .count(1...1024),
      "Most threads to compute with. Empty: one a core."),
  ]

  private static let events = [
    Setting(
      "events.standard_output", \.events.standardOutput, .flag, "Events on standard output."),
    Setting(
      "events.folder", \.events.folder, .text,
      "Events in files of this folder, events-2026-11-22T16-47-05Z.jsonl. Empty: none."),
    Setting(
      "events.rotate_bytes", \.events.rotateBytes, .bytes(4096...1 << 40),
      "A file that has grown so large is followed by the next one."),
    Setting(
      "events.rotate_daily", \.events.rotateDaily, .flag,
      "Whether a new day (UTC) begins a new file."),
    Setting(
      "events.keep_days", \.events.keepDays, .count(1...36500),
      "Files older than this are deleted. Empty: no limit."),
    Setting(
      "events.keep_bytes", \.events.keepBytes, .bytes(4096...1 << 50),
      "The oldest files are deleted until no more is left than this. Empty: no limit."),
    Setting(
      "events.socket", \.events.socket, .text,
      "A Unix socket that sends every line to all who connect. Empty: none."),
    Setting("events.readers", \.events.readers, .count(1...256), "Most readers of the socket."),
    Setting(
      "events.queue_lines", \.events.queueLines, .count(1...65536),
      "Lines that wait for a slow reader, disk or pipe; what comes then is dropped and counted."),
    Setting(
      "events.only_faces", \.events.onlyFaces, .flag, "Leave out frames without a face."),
  ]

  private static let mqtt = [
    Setting(
      "mqtt.host", \.mqtt.host, .text,
      """
      An MQTT broker that is told of changes, at emotion-detector/CAMERA/state, and of the daemon
      coming and going, at …/availability. Empty: none, and no network is opened.
      """),
    Setting(
      "mqtt.port", \.mqtt.port, .count(1...65535), "Empty: 1883, or 8883 with mqtt.ca_file."),
    Setting(
      "mqtt.camera", \.mqtt.camera, .name, "What the camera is called in topics."),
    Setting("mqtt.user", \.mqtt.user, .text, "The user that the broker knows. Empty: anybody."),
    Setting(
      "mqtt.password_file", \.mqtt.passwordFile, .text,
      "A file whose first line is that user's password."),
    Setting(
      "mqtt.ca_file", \.mqtt.caFile, .text,
      "Certificates that the broker's is checked against. Empty: no TLS."),
    Setting(
      "mqtt.events", \.mqtt.events, .flag, "Whether every event is told, too, at …/events."),
    Setting(
      "mqtt.discovery", \.mqtt.discovery, .text,
      "Where Home Assistant looks for devices; it finds the camera by itself. Empty: nowhere."),
    Setting(
      "mqtt.queue", \.mqtt.queue, .count(1...65536),
      "Messages that wait while the broker is away; the oldest make room, and are counted."),
  ]

  private static let recording = [
    Setting(
      "recording.folder", \.recording.folder, .text,
      "Recordings and snapshots go here. Empty: no picture is ever kept."),
    Setting(
      "recording.when", \.recording.when, .choice,
      "request: when `emotion-detector control record` asks. face: while a face is there, too."),
    Setting(
      "recording.before_seconds", \.recording.beforeSeconds, .number(0...10),
      "Recordings begin this long before; the frames wait in memory."),
    Setting(
      "recording.after_seconds", \.recording.afterSeconds, .number(0...3600),
      "Recordings of faces end this long after the last one."),
    Setting(
      "recording.longest_seconds", \.recording.longestSeconds, .number(1...86400),
      "After this long a recording is followed by the next one."),
    Setting(
      "recording.privacy", \.recording.privacy, .choice,
      "What is kept of faces: none hides nothing, blur, box, events-only keeps no picture."),
    Setting(
      "recording.overlay", \.recording.overlay, .flag,
      "Whether boxes and labels are drawn on the pictures."),
    Setting(
      "recording.keep_days", \.recording.keepDays, .count(1...36500),
      "Recordings older than this are deleted. Empty: no limit."),
    Setting(
      "recording.keep_bytes", \.recording.keepBytes, .bytes(1 << 20...1 << 50),
      "The oldest recordings are deleted until no more is left than this. Empty: no limit."),
  ]
}

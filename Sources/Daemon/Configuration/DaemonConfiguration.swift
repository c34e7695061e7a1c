/// Everything that the daemon can be told; its defaults film nothing to disk and open no network.
package struct DaemonConfiguration: Sendable, Equatable {
  package var source = SourceSettings()
  package var analysis = AnalysisSettings()
  package var events = EventSettings()
  package var recording = RecordingSettings()
  package var control = ControlSettings()
  package var metrics = MetricsSettings()
  package var mqtt = MQTTSettings()

  package init() {}
}

import Daemon
import EmotionRecognition
import FaceDetection
import Foundation
import Pipeline

/// A model and a cascade made ready, and what a session's record says of them.
struct Recognition {
  let analyzer: FrameAnalyzer
  private let modelFile: String
  private let cascadeFile: String
  private let parameters: FrameAnalyzer.Parameters

  /// - Parameter search: how frames are scanned, where they are a stream's.
  /// - Throws: what is wrong with the model or the cascade, in words.
  init(
    mode: FrameAnalyzer.Mode, detection: DetectionOptions,
    search: FaceSearch.Mode = .fullScan, model: ModelOptions
  ) throws {
    var parameters = FrameAnalyzer.Parameters()
    parameters.smallestFace = detection.minFace
    parameters.minNeighbors = detection.minNeighbors
    parameters.search = search
    try self.init(
      mode: mode, parameters: parameters, cascade: detection.cascade,
      model: (model.model, model.labelList, model.inputRange), threads: detection.threads)
  }

  /// As the daemon's configuration says.
  init(_ settings: AnalysisSettings) throws {
    var parameters = FrameAnalyzer.Parameters()
    parameters.smallestFace = settings.minFace
    parameters.minNeighbors = settings.minNeighbors
    parameters.search = settings.fullScan ? .fullScan : .tracking
    try self.init(
      mode: .stream, parameters: parameters, cascade: settings.cascade,
      model: (settings.model, settings.labels, settings.inputRange),
      threads: settings.threads ?? ProcessInfo.processInfo.activeProcessorCount)
  }

  private init(
    mode: FrameAnalyzer.Mode, parameters: FrameAnalyzer.Parameters, cascade: String?,
    model: (file: String?, labels: [String]?, range: InputRange?), threads: Int
  ) throws {
    let locator = DataLocator()
    modelFile = try locator.model(model.file)
    cascadeFile = try locator.cascade(cascade)
    let classifier = try EmotionClassifier(
      modelAt: modelFile, labels: model.labels, range: model.range, threads: threads)
    let detector = CascadeClassifier(try Cascade(contentsOf: cascadeFile), threads: threads)
    self.parameters = parameters
    analyzer = FrameAnalyzer(
      detector: detector, classifier: classifier, mode: mode, parameters: parameters)
  }

  /// The record of a session that begins now.
  func sessionRecord(source: String, mode: String? = nil) throws -> SessionRecord {
    SessionRecord(
      version: productVersion, source: source, mode: mode, model: try .init(path: modelFile),
      cascade: try .init(path: cascadeFile), labels: analyzer.labels,
      faceSearch: parameters.search.rawValue,
      thresholds: .init(
        minFace: parameters.smallestFace, minNeighbors: parameters.minNeighbors,
        scaleFactor: parameters.scaleFactor,
        confidence: Double(parameters.smoothing.threshold),
        smoothingSeconds: parameters.smoothing.timeConstant / .seconds(1)),
      started: Date())
  }
}

/// Why a model or the files it needs can't be used.
package enum RecognitionError: Error, Equatable, CustomStringConvertible {
  /// No file of that name in any of the places.
  case notFound(kind: String, name: String, places: [String], remedy: String)
  /// A file named by its path does not exist.
  case missingFile(kind: String, path: String)
  /// `EMOTION_DETECTOR_DATA` names something that is no folder.
  case unusableDataFolder(path: String)
  /// The model's input is not one gray picture.
  case unusableInput(model: String, reason: String)
  /// The model's output is not one row of class probabilities.
  case unusableOutput(model: String, reason: String)
  /// Neither the model nor the caller names the classes.
  case unknownLabels(model: String)
  /// The model doesn't say what range it wants, nor does the caller.
  case unknownInputRange(model: String, stated: String?)
  /// The labels don't fit the model's output.
  case wrongLabelCount(model: String, labels: [String], classes: Int)
  /// A label is empty or stands twice.
  case unusableLabels(labels: [String])
  /// The network computed something that is no number.
  case notFinite(model: String)

  package var description: String {
    switch self {
    case .notFound(let kind, let name, let places, let remedy):
      "no \(kind) \"\(name)\" found; looked for \(places.joined(separator: ", ")); \(remedy)"
    case .missingFile(let kind, let path):
      "\(path): no such \(kind) file; give an existing file, or the name of one that is installed"
    case .unusableDataFolder(let path):
      "EMOTION_DETECTOR_DATA is \"\(path)\", which is no folder that can be read; set it to the "
        + "folder that holds models/ and cascades/, or unset it"
    case .unusableInput(let model, let reason):
      "\(model): \(reason); wanted is one input [batch, 1, height, width] of gray levels"
    case .unusableOutput(let model, let reason):
      "\(model): \(reason); wanted is one output [batch, classes]"
    case .unknownLabels(let model):
      "\(model): the model doesn't name its classes; give them in its order with --labels a,b,…"
    case .unknownInputRange(let model, let stated):
      "\(model): the model \(stated.map { "asks for the input range \"\($0)\", which is unknown" } ?? "doesn't say what input range it wants"); "
        + "give it with --input-range 0..255, 0..1 or -1..1"
    case .wrongLabelCount(let model, let labels, let classes):
      "\(model): \(labels.count) labels (\(labels.joined(separator: ","))) for \(classes) classes; "
        + "give one label a class, in the model's order, with --labels"
    case .unusableLabels(let labels):
      "labels \"\(labels.joined(separator: ","))\": one is empty or stands twice; name each class "
        + "once"
    case .notFinite(let model):
      "\(model): the network's output is not a number; the file is damaged or its training failed, "
        + "take another model"
    }
  }
}

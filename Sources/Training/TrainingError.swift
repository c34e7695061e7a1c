/// What goes wrong outside the trainer: data, files, options.
package enum TrainingError: Error, Sendable, CustomStringConvertible {
  case unknownArchitecture(String, known: [String])
  case invalidDropout([Float], architecture: String, count: Int)
  case weightsDoNotFit(model: String, tensor: String, expected: [Int], found: [Int]?)
  case noClasses(path: String)
  case tooFewClasses(path: String, classes: [String])
  case emptyClass(path: String, name: String)
  case classesDiffer(training: [String], other: [String], path: String)
  case unreadableData(path: String, reason: String)
  case invalidOption(String, reason: String)
  case cannotResume(path: String, reason: String)
  case diverged(epoch: Int)
  case cannotCalibrate(model: String)
  case unusableTeacher(model: String, reason: String)

  package var description: String {
    switch self {
    case .unknownArchitecture(let name, let known):
      "architecture \(name) is unknown; there are: \(known.joined(separator: ", "))"
    case .invalidDropout(let rates, let architecture, let count):
      "dropout \(rates.map { "\($0)" }.joined(separator: ",")) does not fit \(architecture); "
        + "give one rate or \(count), each from 0 to less than 1"
    case .weightsDoNotFit(let model, let tensor, let expected, let found):
      "the weights of \(model) do not fit: \(tensor) should have the shape \(expected), "
        + (found.map { "but has \($0)" } ?? "but is missing")
        + "; use a model of the same architecture and classes"
    case .noClasses(let path):
      "\(path): no classes found; it needs a folder for each class with pictures inside"
    case .tooFewClasses(let path, let classes):
      "\(path): only the class \(classes.joined()) found; a classifier needs two or more folders"
    case .emptyClass(let path, let name):
      "\(path): the class \(name) has no readable picture; add some or remove the folder"
    case .classesDiffer(let training, let other, let path):
      "\(path): its classes \(other.joined(separator: ", ")) are not "
        + "\(training.joined(separator: ", ")); rename the folders to match"
    case .unreadableData(let path, let reason): "\(path): \(reason)"
    case .invalidOption(let option, let reason): "\(option): \(reason)"
    case .cannotResume(let path, let reason):
      "\(path): cannot resume: \(reason); start again without --resume into another folder"
    case .diverged(let epoch):
      "the loss is not a number in epoch \(epoch); try a smaller --learning-rate"
    case .unusableTeacher(let model, let reason):
      "\(model) cannot teach: \(reason)"
    case .cannotCalibrate(let model):
      "\(model) cannot be calibrated: it does not end in a fully connected layer (Gemm) and a "
        + "Softmax, as this trainer's models do"
    }
  }
}

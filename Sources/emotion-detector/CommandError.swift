/// What a command can't do, in a sentence for the person at the terminal.
enum CommandError: Error, CustomStringConvertible {
  /// The end was asked for before the work was done.
  case interrupted
  /// Faces are to be collected by keys, and there is no window to press them in.
  case noKeys
  /// A folder without a picture.
  case noPictures(folder: String)
  /// What is to be written is what is being read.
  case overwritesInput(path: String)
  /// Two outputs go to one place.
  case sameOutput(path: String)
  /// A file or folder isn't there, or can't be read.
  case unreadable(path: String, reason: String)

  var description: String {
    switch self {
    case .interrupted:
      "interrupted before all was done; what was written until then is complete"
    case .noKeys:
      "--collect: no display, and faces are kept by the window's keys; set DISPLAY or "
        + "WAYLAND_DISPLAY, or take pictures and use `emotion-trainer crop`"
    case .noPictures(let folder):
      "\(folder): no PNG, JPEG or WebP picture in this folder; give another one"
    case .overwritesInput(let path):
      "\(path): is the input itself, and would be overwritten; choose another output"
    case .sameOutput(let path):
      "\(path): is named for two outputs; give each its own"
    case .unreadable(let path, let reason):
      "\(path): \(reason); give an existing file that you may read"
    }
  }
}

/// What a command can't do, in a sentence for the person at the terminal.
enum CommandError: Error, CustomStringConvertible {
  /// The command has no implementation in this build.
  case notBuilt(command: String)

  var description: String {
    switch self {
    case .notBuilt(let command):
      "\(command): this build can't do that yet; a later version will"
    }
  }
}

/// A look at a value that takes more than the value itself: whether a file is there.
package struct ConfigurationCheck: Sendable {
  /// The setting it is about, whose place is told.
  let name: String
  /// What is wrong, as it follows the setting's name; nil where nothing is.
  let complaint: @Sendable (DaemonConfiguration) -> String?

  package init(
    _ name: String, complaint: @escaping @Sendable (DaemonConfiguration) -> String?
  ) {
    self.name = name
    self.complaint = complaint
  }
}

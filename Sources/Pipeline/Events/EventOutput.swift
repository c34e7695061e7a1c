/// Where the text of events goes.
package protocol EventOutput: AnyObject {
  /// Takes whole lines; they are out when it returns.
  func write(_ text: String) throws

  /// Ends the output.
  func close() throws
}

import Foundation

/// Waits until something is so; fifty times a second it is looked at.
///
/// - Parameter seconds: from when on it is given up; generous, as machines are busy.
/// - Returns: whether it came to be.
package func eventually(
  within seconds: Double = 60, _ isSo: () throws -> Bool
) rethrows -> Bool {
  let end = Date(timeIntervalSinceNow: seconds)
  while Date() < end {
    if try isSo() { return true }
    usleep(20_000)
  }
  return try isSo()
}

/// A key that was pressed, by what it means on the user's keyboard layout.
package enum Key: Sendable, Hashable {
  /// A letter in lower case whatever Shift and Caps Lock say, a digit, a space, or `?`.
  case character(Character)
  case escape
}

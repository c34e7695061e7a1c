/// An open socket and what is spoken there.
struct Listener {
  let socket: ListeningSocket
  let role: SocketRole
}

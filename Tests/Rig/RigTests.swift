import Testing

/// The program beside real camera drivers. One guest at a time: each keeps a core busy.
@Suite(.serialized, .enabled(if: Rig.lack == nil, "\(Rig.lack ?? "ready")"))
struct RigTests {}

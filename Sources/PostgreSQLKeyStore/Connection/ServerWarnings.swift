#if PostgreSQL
import CPostgreSQL

/// The warnings that a server has sent. libpq would print them.
final class ServerWarnings {
    /// The first one since ``forget()``.
    private(set) var first: PostgreSQLFailure?

    func forget() {
        first = nil
    }

    /// Has libpq bring warnings here. This must live as long as the connection.
    func attach(to connection: OpaquePointer) {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe PQsetNoticeReceiver(
            connection,
            { context, result in
                guard let context = unsafe context else { return }
                unsafe Unmanaged<ServerWarnings>.fromOpaque(context).takeUnretainedValue().take(result)
            }, context)
    }

    private func take(_ result: OpaquePointer?) {
        // Class 01: warnings. What servers say in passing has class 00.
        guard first == nil, let state = unsafe PostgreSQLFailure.state(of: result), state.hasPrefix("01")
        else { return }
        let message = unsafe PostgreSQLFailure.line(PQresultErrorField(result, PostgreSQLFailure.primaryMessage))
        first = PostgreSQLFailure(state: state, message: message, lostConnection: false)
    }
}
#endif

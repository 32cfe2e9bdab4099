#if PostgreSQL
/// What is set in every session before it is used.
enum SessionSettings {
    /// - Parameters:
    ///   - schema: The schema of the store, a plain name.
    ///   - patience: How long a writer waits for another one.
    static func sql(schema: String, patience: Duration) -> String {
        """
        -- The tables of the store and nobody else's; what is temporary comes last, not first.
        SET search_path TO "\(schema)", pg_temp;
        -- That a commit is not on the standby is told by a warning alone.
        SET client_min_messages TO warning;
        SET lock_timeout TO \(max(1, patience / .milliseconds(1)));
        -- A timeout that strikes while a commit waits for the standby ends the waiting, and the commit is reported all the
        -- same.
        SET statement_timeout TO 0;
        -- Of PostgreSQL 17: a million keys take their time.
        SELECT pg_catalog.set_config(name, '0', false) FROM pg_catalog.pg_settings WHERE name = 'transaction_timeout';
        -- The lock of a host that is gone is free again after this, should nobody have noticed before.
        SET idle_in_transaction_session_timeout TO 600000;
        SET tcp_keepalives_idle TO 10;
        SET tcp_keepalives_interval TO 5;
        SET tcp_keepalives_count TO 3;
        -- What is reported as committed has been written to the disk. More than that is the administrator's choice.
        SELECT pg_catalog.set_config('synchronous_commit', 'on', false)
            WHERE pg_catalog.current_setting('synchronous_commit') = 'off';
        -- A policy that hides rows is an error: a key that is not seen is not encrypted again.
        SET row_security TO off;
        -- Every query goes by an index. A plan from when the tables were small must not outlive that.
        SET plan_cache_mode TO force_generic_plan;
        SET enable_seqscan TO off;
        SET enable_hashjoin TO off;
        SET enable_mergejoin TO off;
        SET jit TO off;
        """
    }
}

extension Duration {
    /// The whole number of times that another duration goes into this one.
    static func / (_ left: Duration, _ right: Duration) -> Int {
        Int((left / right) as Double)
    }
}
#endif

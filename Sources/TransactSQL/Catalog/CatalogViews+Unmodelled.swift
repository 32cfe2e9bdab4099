extension CatalogViews {
    /// Whether a server has a view of that name in the schema `sys`, so that a script's use of it is no misspelling.
    static func isUnmodelled(_ name: String) -> Bool {
        let name = SQLText.folded(name)
        // Of the views of dynamic management there are hundreds, more in each version.
        return !isForeign(name) && (name.hasPrefix("dm_") || name.hasPrefix("fn_") || unmodelled.contains(name))
    }

    /// Whether views of that name exist on appliances alone, so that a server does not know them.
    private static func isForeign(_ name: String) -> Bool {
        name.hasPrefix("pdw_") || name.hasPrefix("dm_pdw_")
    }

    private static let unmodelled: Set<String> = [
        "all_columns", "all_objects", "all_parameters", "all_sql_modules", "all_views", "allocation_units",
        "assemblies", "assembly_files", "assembly_modules", "assembly_references", "assembly_types",
        "availability_databases_cluster", "availability_group_listener_ip_addresses", "availability_group_listeners",
        "availability_groups", "availability_groups_cluster", "availability_read_only_routing_lists",
        "availability_replicas", "backup_devices", "change_tracking_databases", "change_tracking_tables",
        "check_constraints", "column_encryption_key_values", "column_encryption_keys", "column_master_keys",
        "column_store_dictionaries", "column_store_row_groups", "column_store_segments", "column_type_usages",
        "columns", "computed_columns", "configurations", "conversation_endpoints", "conversation_groups",
        "conversation_priorities", "data_spaces", "database_audit_specification_details",
        "database_audit_specifications", "database_automatic_tuning_options", "database_credentials",
        "database_event_session_actions", "database_event_session_events", "database_event_session_fields",
        "database_event_session_targets", "database_event_sessions", "database_files", "database_filestream_options",
        "database_ledger_blocks", "database_ledger_transactions", "database_mirroring",
        "database_mirroring_endpoints", "database_mirroring_witnesses", "database_permissions", "database_principals",
        "database_query_store_options", "database_role_members", "database_scoped_configurations",
        "default_constraints", "destination_data_spaces", "edge_constraints", "endpoint_webmethods", "endpoints",
        "event_notifications", "events", "extended_procedures", "extended_properties", "external_data_sources",
        "external_file_formats", "external_languages", "external_libraries", "external_tables", "filegroups",
        "filetables", "foreign_key_columns", "foreign_keys", "fulltext_catalogs", "fulltext_document_types",
        "fulltext_index_columns", "fulltext_indexes", "fulltext_languages", "fulltext_stoplists",
        "function_order_columns", "hash_indexes", "http_endpoints", "identity_columns", "index_columns", "indexes",
        "internal_tables", "key_constraints", "ledger_column_history", "ledger_table_history",
        "login_token", "masked_columns", "master_files", "memory_optimized_tables_internal_attributes",
        "message_type_xml_schema_collection_usages", "module_assembly_usages", "numbered_procedures", "objects",
        "parameters", "partition_functions", "partition_parameters", "partition_range_values", "partition_schemes",
        "partitions", "periods", "plan_guides", "procedures", "query_context_settings", "query_store_plan",
        "query_store_query", "query_store_query_text", "query_store_runtime_stats",
        "query_store_runtime_stats_interval", "query_store_wait_stats", "registered_search_properties",
        "registered_search_property_lists", "remote_logins", "remote_service_bindings",
        "resource_governor_configuration", "resource_governor_resource_pools", "resource_governor_workload_groups",
        "routes", "schemas", "securable_classes", "security_policies", "security_predicates",
        "selective_xml_index_paths", "sensitivity_classifications", "sequences", "server_assembly_modules",
        "server_audit_specification_details", "server_audit_specifications", "server_audits",
        "server_event_notifications", "server_event_session_actions", "server_event_session_events",
        "server_event_session_fields", "server_event_session_targets", "server_event_sessions", "server_events",
        "server_file_audits", "server_permissions", "server_principal_credentials", "server_principals",
        "server_role_members", "server_sql_modules", "server_trigger_events", "server_triggers",
        "service_broker_endpoints", "service_contract_message_usages", "service_contract_usages", "service_contracts",
        "service_message_types", "service_queue_usages", "service_queues", "services", "soap_endpoints",
        "spatial_index_tessellations", "spatial_indexes", "spatial_reference_systems", "sql_dependencies",
        "sql_expression_dependencies", "sql_logins", "sql_modules", "stats", "stats_columns", "synonyms",
        "sysaltfiles", "syscacheobjects", "syscharsets", "syscolumns", "syscomments", "sysconfigures",
        "sysconstraints", "syscurconfigs", "sysdatabases", "sysdepends", "sysdevices", "sysfilegroups", "sysfiles",
        "sysforeignkeys", "sysfulltextcatalogs", "sysindexes", "sysindexkeys", "syslanguages", "syslockinfo",
        "syslogins", "sysmembers", "sysmessages", "sysobjects", "sysoledbusers", "sysopentapes", "sysperfinfo",
        "syspermissions", "sysprocesses", "sysprotects", "sysreferences", "sysremotelogins", "sysservers",
        "system_columns", "system_components_surface_area_configuration", "system_internals_allocation_units",
        "system_internals_partitions", "system_objects", "system_parameters", "system_sql_modules", "system_views",
        "systypes", "sysusers", "table_types", "tables", "tcp_endpoints", "time_zone_info", "trace_categories",
        "trace_columns", "trace_event_bindings", "trace_events", "trace_subclass_values", "traces",
        "transmission_queue", "trigger_event_types", "trigger_events", "triggers", "trusted_assemblies",
        "type_assembly_usages", "types", "user_token", "via_endpoints", "views", "xml_indexes",
        "xml_schema_attributes", "xml_schema_collections", "xml_schema_component_placements", "xml_schema_components",
        "xml_schema_elements", "xml_schema_facets", "xml_schema_model_groups", "xml_schema_namespaces",
        "xml_schema_types", "xml_schema_wildcard_namespaces", "xml_schema_wildcards",
    ]
}

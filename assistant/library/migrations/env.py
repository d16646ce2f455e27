"""Run by alembic: the library hands in the connection, and the transaction around everything is its own."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()

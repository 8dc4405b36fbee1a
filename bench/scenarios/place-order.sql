-- What PostgreSQL's log shows of one order of three lines by a guest, and in the same exchanges: what Npgsql sends together
-- is a pipeline here, and a transaction. The id that callers see rises with time, as the service's does: one that does not
-- would cost the index more. pgbench knows no time: its order is the start of the run and a count.
\set first 1 + 102 * random(0, 3332)
\set second 1 + 102 * random(3333, 6665)
\set third 1 + 102 * random(6666, 9999)
\set many random(1, 3)
\set chance random(0, 9223372036854775806)
\set made :made + 1
select p.id, p.name, p.price, p0.quantity from grocery.products as p left join grocery.product_stock as p0 on p.id = p0.product_id where p.id in (:first, :second, :third, :first, :first, :first, :first, :first) and p.is_active;
\startpipeline
insert into grocery.orders (public_id, user_id, status, total, currency, created_at, updated_at) values ((lpad(to_hex(:started::bigint * 1000 + :made::bigint), 12, '0') || '7' || lpad(to_hex(:chance::bigint), 19, '0'))::uuid, null, 'placed', 12612, 'EUR', now(), now());
insert into grocery.order_items (order_id, product_id, name, price, quantity) select id, :first::bigint, 'Honey 103', 2356, :many::int from grocery.orders where public_id = (lpad(to_hex(:started::bigint * 1000 + :made::bigint), 12, '0') || '7' || lpad(to_hex(:chance::bigint), 19, '0'))::uuid;
insert into grocery.order_items (order_id, product_id, name, price, quantity) select id, :second::bigint, 'Bread 1', 3118, :many::int from grocery.orders where public_id = (lpad(to_hex(:started::bigint * 1000 + :made::bigint), 12, '0') || '7' || lpad(to_hex(:chance::bigint), 19, '0'))::uuid;
insert into grocery.order_items (order_id, product_id, name, price, quantity) select id, :third::bigint, 'Figs 205', 1594, :many::int from grocery.orders where public_id = (lpad(to_hex(:started::bigint * 1000 + :made::bigint), 12, '0') || '7' || lpad(to_hex(:chance::bigint), 19, '0'))::uuid;
update grocery.product_stock set quantity = quantity - :many where product_id = :first;
update grocery.product_stock set quantity = quantity - :many where product_id = :second;
update grocery.product_stock set quantity = quantity - :many where product_id = :third;
\endpipeline

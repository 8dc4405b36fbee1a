-- What PostgreSQL's log shows of one order of three lines by a guest, and in the same exchanges: what Npgsql sends together
-- is a pipeline here. The two reads that show the order are part of it. The id that callers see rises with time, as the
-- service's does: one that does not would cost the index more.
\set first 1 + 102 * random(0, 3332)
\set second 1 + 102 * random(3333, 6665)
\set third 1 + 102 * random(6666, 9999)
\set many random(1, 3)
\set chance random(0, 9223372036854775806)
\startpipeline
begin transaction isolation level read committed;
select p.id, p.name, p.price, p0.quantity from grocery.products as p left join grocery.product_stock as p0 on p.id = p0.product_id where p.id in (:first, :second, :third, :first, :first, :first, :first, :first) and p.is_active;
\endpipeline
insert into grocery.orders (created_at, currency, import_key, public_id, status, total, updated_at, user_id) values (now(), 'EUR', null, (lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(:chance::bigint), 19, '0'))::uuid, 'placed', 12612, now(), null) returning id, public_id \gset
\startpipeline
insert into grocery.order_items (name, order_id, price, product_id, quantity) values ('Honey 103', :id, 2356, :first, :many) returning id;
insert into grocery.order_items (name, order_id, price, product_id, quantity) values ('Bread 1', :id, 3118, :second, :many) returning id;
insert into grocery.order_items (name, order_id, price, product_id, quantity) values ('Figs 205', :id, 1594, :third, :many) returning id;
\endpipeline
\startpipeline
update grocery.product_stock set quantity = quantity - :many where product_id = :first and quantity >= :many;
update grocery.product_stock set quantity = quantity - :many where product_id = :second and quantity >= :many;
update grocery.product_stock set quantity = quantity - :many where product_id = :third and quantity >= :many;
\endpipeline
commit;
select o.public_id, o.status, o.total, o.currency, o.created_at, o.updated_at, o.id from grocery.orders as o where (o.user_id is null or o.user_id = 0) and o.public_id = :public_id;
select o.product_id, o.name, o.quantity, o.price, o.quantity::bigint * o.price, o.id from grocery.order_items as o where o.order_id = :id order by o.id limit 1000;

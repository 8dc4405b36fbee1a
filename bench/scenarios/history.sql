-- chr(58) is a colon: in a text pgbench would take what follows it for a variable.
\set n random(1, 10000)
select u.id from grocery.users as u where u.uid = 'development' || chr(58) || 'customer-' || :n::int || '@example.com' order by u.id limit 1 \gset
select o.public_id, o.status, o.total, o.currency, o.created_at, o.updated_at, o.id from grocery.orders as o where o.user_id = :id order by o.created_at desc, o.id desc limit 21;
